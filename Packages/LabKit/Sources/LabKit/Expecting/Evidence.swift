/// One thing that a verdict rests on, where a reader can look it up.
public enum Evidence: Hashable, Sendable {
  /// A frame of the capture, counted from 1, as programs that read captures count.
  case frame(Int)
  /// An event of the timeline, counted from 0.
  case event(Int)
}
