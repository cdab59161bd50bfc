/// Why a link lost a frame.
public enum DropCause: String, Hashable, Sendable, CaseIterable {
  /// The script said so.
  case scripted
  /// It is longer than what passes.
  case size
  /// Chance, for this one alone.
  case loss
  /// Chance, in a burst.
  case burst
  /// The queue in front of the rate was full.
  case queue
  /// The link itself has no room for more frames under way.
  case overflow
}
