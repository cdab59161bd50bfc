import Glibc
import SocketKit

extension Errno {
  /// EPROTO: the peer sent what an echo server does not.
  static let protocolViolation = Errno(rawValue: EPROTO)
}
