/// Why something that came, or that was to go, went nowhere.
public enum DropReason: Int, CaseIterable, Hashable, Sendable {
  /// A frame too short for its header, or with a tag of a virtual LAN.
  case badFrame
  /// A frame for another station.
  case otherStation
  /// A frame that carries neither IPv4 nor ARP.
  case otherEtherType
  /// ARP that cannot be read, is not IPv4 over Ethernet, or names a sender no host can be.
  case badARP
  /// An IPv4 header that cannot be read, or of another version.
  case badHeader
  /// An IPv4 header whose checksum does not fit.
  case badChecksum
  /// Fewer octets than the header says.
  case truncated
  /// A source no other host can have.
  case badSource
  /// A destination that is not ours.
  case otherHost
  /// A unicast destination in a frame to everyone.
  case broadcastFrame
  /// A fragment that contradicts another, or that cannot be kept.
  case badFragment
  /// Fragments whose datagram was not complete in time, or that had to make place.
  case incomplete
  /// ICMP that cannot be read, or whose checksum does not fit.
  case badICMP
  /// ICMP that asks for nothing we do: unknown types, Redirect, Source Quench, an echo to everyone.
  case ignoredICMP
  /// An ICMP error about nothing of ours, or an echo reply nobody asked for.
  case strayICMP
  /// UDP that cannot be read, or whose checksum does not fit.
  case badUDP
  /// UDP to a port that nobody has bound.
  case closedPort
  /// A transport nobody speaks here.
  case otherTransport
  /// TCP to or from everyone.
  case broadcastTCP
  /// A queue with its limit reached: a socket's, the output's, a neighbour's, the events'.
  case fullQueue
  /// An ICMP error not sent, since enough were.
  case rateLimited
  /// No route, no neighbour, or too long and not to be cut.
  case undeliverable
}
