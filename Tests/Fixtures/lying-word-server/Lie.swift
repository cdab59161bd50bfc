/// What a word server may do wrong.
enum Lie: String, CaseIterable, Sendable {
  /// Takes what one read gave for one word.
  case segmentsAreWords = "segments-are-words"
  /// Ends all that it serves when one client says `exit`.
  case exitEndsAll = "exit-ends-all"
}
