/// What is believed of the path to a destination.
///
/// Source: RFC 1191 §3.
struct PathEstimate: Hashable, Sendable {
  /// Octets of the longest datagram to send.
  var mtu: Int
  /// True when routers must be allowed to cut even that: the path carries less than the stack is willing to send.
  var mayFragment: Bool
}
