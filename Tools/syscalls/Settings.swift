import Observe

/// What the command line decides.
struct Settings: Sendable {
  /// Whose calls are told.
  enum Following: String, CaseIterable, Sendable {
    case children, none
  }

  /// As strace names calls; nil for `StraceCommand.trace`, which is long.
  var trace: String?
  var following = Following.children
  /// Where events go; nil is standard output.
  var output: String?
}
