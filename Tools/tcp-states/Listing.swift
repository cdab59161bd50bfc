import Observe
import SocketKit
import ToolKit

/// The sockets of one look, as lines or as counts.
enum Listing {
  static func list(_ settings: Settings, _ report: Report) throws(Failure) {
    let sockets = try sockets(settings.query(details: .all))
    let owners = try owners()
    for socket in sockets { report.result("socket", SocketFields.fields(socket, owners.owners(of: socket.inode))) }
  }

  static func summary(_ settings: Settings, _ report: Report) throws(Failure) {
    let sockets = try sockets(settings.query(details: []))
    var counts: [TCPSocketState: Int] = [:]
    for socket in sockets { counts[socket.state, default: 0] += 1 }
    // Half-open connections come under one name for both that the kernel keeps.
    let states = TCPSocketState.allCases.filter { $0 != .newSynReceived }
    report.result(
      "summary",
      [.integer("total", sockets.count)] + states.map { .integer($0.name.lowercased(), counts[$0] ?? 0) })
  }

  private static func sockets(_ query: SocketQuery) throws(Failure) -> [SocketSnapshot] {
    do throws(SocketDiagnosisError) {
      var diagnosis = try SocketDiagnosis()
      return try diagnosis.sockets(query)
    } catch {
      throw Failure(error)
    }
  }

  static func owners() throws(Failure) -> SocketOwners {
    do throws(Errno) {
      return try SocketOwners.scan()
    } catch {
      throw Failure(errno: error, doing: "open /proc")
    }
  }
}
