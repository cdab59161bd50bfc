/// The part of a netlink message that could not be read.
public enum NetlinkField: Hashable, Sendable {
  /// Its length: shorter than a header, or beyond the end of what came.
  case messageLength
  /// Its number of an error.
  case errorNumber
  /// Its fixed part, struct inet_diag_msg.
  case socket
  /// Its address family: neither IPv4 nor IPv6.
  case family
  /// Its state: none of TCP's.
  case state
  /// An attribute's length: shorter than its own header, or beyond the message's end.
  case attributeLength
}
