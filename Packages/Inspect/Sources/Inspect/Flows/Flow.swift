import PacketCodec

/// What is known of a flow while it lasts.
struct Flow: Sendable {
  /// How far it came; the raw value is its queue in the table, those that have to make room first in front.
  enum Phase: Int, CaseIterable, Sendable {
    /// Told already; kept for segments that are late.
    case over
    /// Nobody has answered, or a handshake is not ended.
    case asked
    /// Both ends have spoken, without a handshake.
    case answered
    /// A TCP connection whose both ends have shown that they hear each other.
    case open

    /// How long it is kept without a datagram, nanoseconds.
    ///
    /// A SYN comes again after 1, 3, 7, 15 and 31 s; half a minute of that is enough to see an answer. A mapping of UDP
    /// lasts two minutes at least (RFC 4787 §4.3). Keep-alives come after two hours (RFC 9293 §3.8.4), and are not waited
    /// for. A late segment has ten seconds.
    var idleNanoseconds: Int64 {
      switch self {
      case .over: 10_000_000_000
      case .asked: 30_000_000_000
      case .answered: 120_000_000_000
      case .open: 3_600_000_000_000
      }
    }
  }

  /// In the direction of its first datagram.
  let tuple: FiveTuple
  let began: Int64
  var last: Int64
  var phase = Phase.asked
  /// The end that spoke first, and the other.
  var source = FlowSide()
  var destination = FlowSide()
  /// When its handshake was counted as begun; nil when it was not, or ended.
  var handshake: Int64?

  init(_ tuple: FiveTuple, now: Int64) {
    self.tuple = tuple
    began = now
    last = now
  }

  func record(_ end: FlowEnd) -> FlowRecord {
    FlowRecord(
      tuple: tuple, end: end, packetsOut: source.packets, packetsIn: destination.packets, octetsOut: source.octets,
      octetsIn: destination.octets, beganNanoseconds: began, endedNanoseconds: last)
  }
}
