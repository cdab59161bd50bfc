internal import Glibc
public import SocketKit

extension Failure {
  /// A connection that did not come about.
  ///
  /// - Returns: status 1 when the peer or the network said no, or nothing; otherwise as `init(errno:doing:needs:)`.
  public init(connecting errno: Errno, to address: SocketAddress) {
    switch errno.rawValue {
    case ECONNREFUSED, ECONNRESET, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH:
      self.init(.negative, "connect \(address): \(errno)")
    default:
      self.init(errno: errno, doing: "connect \(address)")
    }
  }
}
