/// What a frame is to a script and to the statistics of a link.
public enum FrameKind: String, Hashable, Sendable, CaseIterable {
  /// A segment of TCP with payload, with FIN or without.
  case data
  /// A segment with SYN.
  case synchronize = "syn"
  /// A segment with FIN and no payload.
  case finish = "fin"
  /// A segment that only acknowledges.
  case acknowledgment = "ack"
  /// A segment with RST.
  case reset = "rst"
  /// A datagram of UDP.
  case udp
  /// A message of ICMP, for IPv4.
  case icmp
  /// A packet of ARP.
  case arp
  /// Anything else; fragments, in which no header of TCP can be relied on, among it.
  case other

  /// Whether it is a segment of a connection.
  public var isSegment: Bool {
    switch self {
    case .data, .synchronize, .finish, .acknowledgment, .reset: true
    case .udp, .icmp, .arp, .other: false
    }
  }

  /// Its place among all kinds, for what is counted or drawn for each.
  var place: Int {
    switch self {
    case .data: 0
    case .synchronize: 1
    case .finish: 2
    case .acknowledgment: 3
    case .reset: 4
    case .udp: 5
    case .icmp: 6
    case .arp: 7
    case .other: 8
    }
  }
}
