/// A tool of a run, as it was started.
public struct ToolStart: Hashable, Sendable {
  /// What its events are filed under: its name, where it was started once.
  public var label: String
  /// The host it ran in.
  public var host: String
  /// Its name and its arguments.
  public var words: [String]

  /// A start from its parts.
  public init(label: String, host: String, words: [String]) {
    self.label = label
    self.host = host
    self.words = words
  }

  /// What a person types for the same, where the host is a namespace with a name.
  var command: String { "ip netns exec \(host) \(ShellWords.text(words))" }

  /// What chance was seeded with; nil where the tool was given no seed.
  var seed: String? { words.firstIndex(of: "--seed").flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil } }
}
