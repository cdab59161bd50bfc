public import SocketKit

/// A strip of a drawing in which time goes to the right: what one end, one wire or one process did meanwhile.
public struct Lane: Hashable, Sendable {
  /// A state that a connection's end was in.
  public struct Span: Hashable, Sendable {
    /// Which.
    public var state: TCPSocketState
    /// When it was found, CLOCK_MONOTONIC, nanoseconds.
    public var start: Int64
    /// When it was found no more; the run's end where it lasted.
    public var end: Int64
    /// The event of the timeline that it begins with.
    public var event: Int
  }

  /// A moment.
  public struct Tick: Hashable, Sendable {
    /// Which part of the lane's height it takes: that of who sends, or all of it.
    public enum Side: Hashable, Sendable { case upper, lower, whole }

    /// CLOCK_MONOTONIC, nanoseconds.
    public var moment: Int64
    /// Where it stands.
    public var side: Side
    /// What it is, as a class of the drawing.
    public var kind: String
    /// What it shows.
    public var evidence: Evidence
  }

  /// A count from this moment on.
  public struct Step: Hashable, Sendable {
    /// CLOCK_MONOTONIC, nanoseconds.
    public var moment: Int64
    /// How many.
    public var count: Int
    /// The event of the timeline that changed it.
    public var event: Int
  }

  /// What stands in it.
  public enum Content: Hashable, Sendable {
    /// One behind the other.
    case states([Span])
    /// In the order of time.
    case ticks([Tick])
    /// In the order of time.
    case steps([Step])
  }

  /// Its words, above it or, of the lower of two ends, below.
  public var title: String
  /// Whether the words stand below.
  public var isTitleBelow = false
  /// What stands in it.
  public var content: Content
}
