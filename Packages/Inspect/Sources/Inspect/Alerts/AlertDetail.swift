public import PacketCodec

/// What was seen, in numbers.
public enum AlertDetail: Hashable, Sendable {
  /// So many ports of one host were asked.
  case ports(Int, of: IPv4Address)
  /// So many hosts were asked for one port.
  case hosts(Int, port: UInt16)
  /// So many hosts and ports were asked, no host for many of them and no port of many hosts.
  case targets(Int)
  /// So many handshakes are begun and not ended.
  case halfOpen(Int)
  /// The address had belonged to another station.
  case claimed(IPv4Address, heldBy: MACAddress)
  /// The packet names a sender that is not the station that sent the frame.
  case spokenFor(MACAddress)
  /// The checksum in this layer does not fit.
  case checksum(Layer)
  /// A header could not be read.
  case undecodable(DecodeError)
  /// More than one of SYN, FIN and RST.
  case contradictoryFlags(TCPFlags)
  /// A group, or everybody, as the sender.
  case senderIsGroup
  /// A SYN from an end to itself.
  case ownEnd
  /// A length that says more than there is: of IPv4's datagram in its frame, or of UDP's in its datagram.
  case tooLong(Layer, said: Int, found: Int)
  /// Pieces that reach beyond the longest datagram.
  case reassembledTo(Int)
  /// A datagram in more pieces than any link makes of it.
  case pieces(Int)
  /// Resets whose numbers the sender cannot have had; the last one's distance from what was due.
  case strayResets(Int, distance: Int)
  /// Octets behind the FIN.
  case octetsAfterFin(Int)
  /// A piece that lies over another: from, and up to.
  case overlap(from: Int, to: Int)
}

extension AlertDetail: CustomStringConvertible {
  /// One phrase, of our own words and numbers only.
  public var description: String {
    switch self {
    case .ports(let count, let host): "\(count) ports of \(host)"
    case .hosts(let count, let port): "port \(port) of \(count) hosts"
    case .targets(let count): "\(count) hosts and ports"
    case .halfOpen(let count): "\(count) handshakes not ended"
    case .claimed(let address, let holder): "\(address) was held by \(holder)"
    case .spokenFor(let station): "speaks for \(station)"
    case .checksum(let layer): layer.rawValue
    case .undecodable(let error): "\(error)"
    case .contradictoryFlags(let flags): "tcp flags 0x\(String(flags.rawValue, radix: 16))"
    case .senderIsGroup: "the sender is a group"
    case .ownEnd: "a SYN to its own end"
    case .tooLong(let layer, let said, let found): "\(layer.rawValue) length \(said), \(found) there"
    case .reassembledTo(let count): "a datagram of \(count) octets"
    case .pieces(let count): "more than \(count) pieces"
    case .strayResets(let count, let distance): "\(count) resets, \(distance) octets from what was due"
    case .octetsAfterFin(let count): "\(count) octets behind the FIN"
    case .overlap(let from, let to): "octets \(from) to \(to) again"
    }
  }
}
