import Observe
import SocketKit
import ToolKit

extension Failure {
  /// A dump that did not succeed.
  init(_ error: SocketDiagnosisError) {
    switch error {
    case .call(let name, let errno): self.init(errno: errno, doing: "netlink: \(name)")
    case .refused: self.init(.unavailable, "sock_diag: \(error)")
    case .malformed: self.init(.protocolViolation, "sock_diag: \(error)")
    case .incomplete, .interrupted, .tooMany: self.init(.system, "sock_diag: \(error)")
    }
  }
}
