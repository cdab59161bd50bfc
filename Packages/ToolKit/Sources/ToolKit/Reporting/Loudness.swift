/// How much a tool says about its work.
public enum Loudness: Hashable, Sendable {
  /// `-q`: only what was asked for, and diagnostics.
  case quiet
  /// What is worth knowing.
  case normal
  /// `-v`: every step.
  case verbose
}
