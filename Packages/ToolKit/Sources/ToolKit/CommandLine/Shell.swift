/// A shell that can complete a tool's options.
public enum Shell: String, Hashable, Sendable, CaseIterable {
  /// GNU Bash.
  case bash
  /// Z shell.
  case zsh
  /// fish.
  case fish
}
