import PacketCodec

/// Which datagrams an ICMP error may answer, and how many.
///
/// Source: RFC 1122 §3.2.2; RFC 1812 §4.3.2.7, §4.3.2.8.
struct ICMPErrorPolicy: Sendable {
  /// Enough for a person who tries ports, too few to be of use to a flood.
  static let perSecond = 50
  /// What may go at once after a quiet time: a traceroute's probes come in groups.
  static let burst = 20

  private var bucket = TokenBucket(perSecond: perSecond, burst: burst)

  /// Whether an error about a datagram with this header may be sent.
  ///
  /// - Parameter payload: what the header carries, as far as it is there.
  static func allows(about header: IPv4Header, payload: RawSpan, at interface: InterfaceAddress) -> Bool {
    // A frame to everyone with our address in it was dropped before. From ourselves is from one host too; off the wire no such source comes this far.
    guard [.own, .loopback].contains(interface.role(of: header.destination)),
      [.own, .host].contains(interface.role(of: header.source))
    else { return false }
    guard header.fragment.offset == 0 else { return false }
    guard header.protocol == .icmp else { return true }
    // An ICMP message that cannot be read may be an error.
    guard let message = try? ICMPHeader.decode(payload).header.message else { return false }
    switch message {
    case .echoRequest, .echoReply: return true
    default: return false
    }
  }

  /// Takes the right to send one more.
  mutating func take(now: Instant) -> Bool { bucket.take(now: now) }
}
