/// Who waits for a window to open where octets are not read.
public enum WindowWait: Hashable, Sendable {
  /// Nobody that can be seen: what came may be all.
  case nobody
  /// The peer, which has more.
  case peer
  /// Each for the other: both have written more than the other's queue takes, and neither reads while it writes.
  case both
}
