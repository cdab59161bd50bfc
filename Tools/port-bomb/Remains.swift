import Observe
import SocketKit
import ToolKit

/// What the kernel keeps of connections to a target after their program has closed them.
struct Remains: ~Copyable {
  private var diagnosis: SocketDiagnosis
  private var sockets: [SocketSnapshot] = []

  /// How many.
  struct Count {
    var timeWait = 0
    /// On their way to TIME_WAIT: a FIN of the peer or an ACK is missing.
    var closing = 0
  }

  /// Opened before the first connection: afterwards there may be no descriptor left.
  init() throws(Failure) {
    do throws(SocketDiagnosisError) {
      diagnosis = try SocketDiagnosis()
    } catch {
      throw Failure(.unavailable, "sock_diag: \(error)")
    }
  }

  mutating func count(at target: SocketAddress) throws(SocketDiagnosisError) -> Count {
    try diagnosis.read(
      SocketQuery(
        states: [.timeWait, .finWait1, .finWait2, .closing], port: .remote(target.port), details: []), into: &sockets)
    var count = Count()
    for socket in sockets where socket.remote == target {
      if socket.state == .timeWait { count.timeWait += 1 } else { count.closing += 1 }
    }
    return count
  }
}
