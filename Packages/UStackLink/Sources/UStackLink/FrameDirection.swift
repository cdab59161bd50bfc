/// Which way a frame went.
public enum FrameDirection: Hashable, Sendable {
  /// It came from the link.
  case received
  /// The link took it.
  case sent
}
