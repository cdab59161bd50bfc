/// What became of something the application wants sent.
public enum SendOutcome: Hashable, Sendable {
  /// It goes out with the next frames. Whether it arrives is another matter.
  case queued
  /// The output queue has no room; there is some after `transmit`.
  case full
  /// No datagram is as long as that, or it is longer than the path carries and must not be cut.
  case tooLong
  /// No route leads there.
  case noRoute
}
