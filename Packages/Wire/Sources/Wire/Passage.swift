/// What became of a frame that was offered to a link.
public struct Passage: Hashable, Sendable {
  /// Which frame; nil when nothing hung on it and nobody wanted to know.
  public var frame: FrameIdentity?
  /// What became of it.
  public var fate: Fate

  /// The two things that can become of a frame.
  public enum Fate: Hashable, Sendable {
    /// It is lost.
    case dropped(DropCause)
    /// It arrives.
    case carried(Carriage)
  }

  /// How a frame arrives.
  public struct Carriage: Hashable, Sendable {
    /// When, nanoseconds of the caller's clock.
    public var arrival: Int64
    /// Whether it was held back.
    public var isReordered = false
    /// Whether it comes twice.
    public var isDuplicated = false
    /// Which bit of it was turned round, counted from the frame's first; nil for none.
    public var corruptedBit: Int?
  }
}
