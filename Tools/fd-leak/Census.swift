import Glibc
import Observe
import SocketKit
import ToolKit

/// The kernel's own account of what this process holds.
///
/// All it needs is open before the first connection: later there may be no descriptor left to ask with.
struct Census: ~Copyable {
  /// Connections by state. Others than these two are on their way between them, or to their end.
  struct States: Equatable {
    var closeWait = 0
    var established = 0

    var fields: [Field] { [.integer("close_wait", closeWait), .integer("established", established)] }
  }

  private var diagnosis: SocketDiagnosis
  private var descriptors: ProcessDescriptors
  private let query: SocketQuery
  private var sockets: [SocketSnapshot] = []

  /// - Parameter port: where the connections were accepted.
  init(port: UInt16) throws(Failure) {
    let diagnosis = try Self.diagnosis()
    descriptors = try Self.descriptors()
    self.diagnosis = diagnosis
    query = SocketQuery(states: [.closeWait, .established], port: .local(port), details: [])
  }

  private static func diagnosis() throws(Failure) -> SocketDiagnosis {
    do throws(SocketDiagnosisError) {
      return try SocketDiagnosis()
    } catch {
      throw Failure(.unavailable, "sock_diag: \(error)")
    }
  }

  private static func descriptors() throws(Failure) -> ProcessDescriptors {
    do throws(Errno) {
      return try ProcessDescriptors(of: getpid())
    } catch {
      throw Failure(errno: error, doing: "open /proc/\(getpid())/fd")
    }
  }

  /// The states of the connections that a process holds: those in the accept queue, which nobody has taken yet, have no
  /// inode.
  mutating func states() throws(SocketDiagnosisError) -> States {
    try diagnosis.read(query, into: &sockets)
    var states = States()
    for socket in sockets where socket.inode != 0 {
      if socket.state == .closeWait { states.closeWait += 1 } else { states.established += 1 }
    }
    return states
  }

  /// Descriptors of this process that are open now.
  mutating func openDescriptors() -> Int { descriptors.look().count }
}
