/// What the application may choose for a connection.
public struct ConnectionOptions: Hashable, Sendable {
  /// How the congestion window grows and shrinks.
  public enum CongestionAlgorithm: String, CaseIterable, Hashable, Sendable {
    /// RFC 5681 with RFC 6582.
    case reno
    /// RFC 9438.
    case cubic
  }

  /// How text that may leave is spread over time.
  public enum Pacing: Hashable, Sendable {
    /// Not at all: it leaves as acknowledgments let it.
    case off
    /// A window over a round trip (RFC 9002 §7.7).
    case window
    /// The same, and never more than so many octets a second, 1 or more (SO_MAX_PACING_RATE).
    case atMost(Int)
  }

  /// The algorithm of the congestion window.
  public var congestion = CongestionAlgorithm.cubic
  /// Whether a window leaves in a burst or over a round trip.
  public var pacing = Pacing.off
  /// Offer timestamps (RFC 7323 §3).
  public var timestamps = true
  /// Offer SACK (RFC 2018).
  public var selectiveAcknowledgment = true
  /// Offer scaled windows (RFC 7323 §2).
  public var windowScaling = true
  /// Ask for congestion notification when opening; a peer that asks is always answered (RFC 3168 §6.1.1).
  public var congestionNotification = false
  /// Send small segments at once, without waiting for acknowledgments (RFC 9293 §3.7.4, MUST-17).
  public var noDelay = false
  /// Octets of a segment's text and options at most, both ways, 48 ..., or nil for as many as the path carries (TCP_MAXSEG).
  public var maximumSegment: Int?
  /// Octets the application may write ahead of what is acknowledged: 2 KiB ... 1 GiB.
  public var sendBuffer = 1 << 20
  /// How far the peer may send ahead of what is read.
  public var receiveBuffer = ReceiveBuffer.tuned(from: 128 << 10, upTo: 6 << 20)
  /// Idle time before the first keep-alive, or nil for none (RFC 9293 §3.8.4: off unless asked for).
  public var keepAlive: KeepAlive?
  /// Close after data went unacknowledged for so long; nil leaves it to the number of retransmissions (RFC 5482).
  public var userTimeout: Interval?
  /// How long a connection that was closed waits for the peer's FIN once ours is acknowledged (TCP_LINGER2).
  public var closingPatience = Interval.seconds(60)
  /// How long an opened connection may wait for the peer's first text before it is there to be accepted, or nil
  /// (TCP_DEFER_ACCEPT). Meant of listeners.
  public var deferredAcceptance: Interval?
  /// Text that travels with the SYN (RFC 7413).
  public var fastOpen = FastOpen()
  /// Unanswered SYNs before the open fails; 7 are 255 s, over the three minutes of RFC 9293 §3.8.3.
  public var synRetries = 7
  /// Unanswered retransmissions before the connection fails (R2 of RFC 9293 §3.8.3); 15 are about 15 minutes.
  public var retries = 15
  /// Hops a datagram may live (RFC 9293 §3.9.2, MUST-49).
  public var timeToLive: UInt8 = 64
  /// The upper six bits of the type of service (RFC 9293 §3.9.1.9, MUST-48).
  public var differentiatedServices: UInt8 = 0

  /// The defaults.
  public init() {}

  /// How far the peer may send ahead of what is read, in octets: 2 KiB ... 1 GiB.
  public enum ReceiveBuffer: Hashable, Sendable {
    /// So far.
    case fixed(Int)
    /// So far at first, and then as far as the speed of reading asks for.
    case tuned(from: Int, upTo: Int)

    /// What it begins with.
    public var start: Int {
      switch self {
      case .fixed(let octets), .tuned(from: let octets, upTo: _): octets
      }
    }

    /// What it grows to at most.
    public var most: Int {
      switch self {
      case .fixed(let octets): octets
      case .tuned(let octets, let most): max(octets, most)
      }
    }
  }

  /// When a silent peer is asked whether it is there.
  ///
  /// Source: RFC 9293 §3.8.4.
  public struct KeepAlive: Hashable, Sendable {
    /// Idle time before the first question; two hours by default (MUST-28).
    public var idle = Interval.seconds(7200)
    /// Between questions.
    public var interval = Interval.seconds(75)
    /// Unanswered questions before the connection is given up: one is never enough (MUST-29).
    public var probes = 9

    /// The defaults.
    public init() {}
  }
}
