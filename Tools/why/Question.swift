import Glibc
import Observe
import SocketKit
import ToolKit

/// What the operands ask about.
struct Question {
  let subject: Subject
  /// As the user wrote it.
  let text: String

  init(_ operands: [String]) throws(Failure) {
    text = operands.joined(separator: " ")
    switch operands.count {
    case 1: subject = try Self.subject(operands[0])
    case 2:
      guard let local = SocketAddress(operands[0]), let remote = SocketAddress(operands[1]) else {
        throw Failure(.usage, "'\(text)': must be two addresses with their ports, or one HOST:PORT")
      }
      subject = .connection(local, remote)
    default: throw Failure(.usage, "need HOST:PORT, LOCAL REMOTE or PID")
    }
  }

  private static func subject(_ text: String) throws(Failure) -> Subject {
    if let process = CInt(text), process > 0 { return .process(process) }
    guard let place = HostPort(text), place.port > 0 else {
      throw Failure(.usage, "'\(text)': must be HOST:PORT, [V6]:PORT or :PORT, the port 1 ... 65535, or a pid")
    }
    let addresses = place.host == nil ? [] : try place.addresses()
    let isAny = addresses.allSatisfy { $0.address == .anyIPv4 || $0.address == .anyIPv6 }
    return isAny ? .port(place.port) : .places(addresses)
  }

  /// Where the process is: sockets are of a network namespace, and a process may be in another one.
  func goThere() throws(Failure) {
    guard case .process(let process) = subject else { return }
    do throws(Errno) {
      _ = try ProcessDescriptors(of: process)
    } catch {
      if error == .noSuchFile { throw Failure(.negative, "\(process): no such process") }
      throw Failure(errno: error, doing: "/proc/\(process)/fd", needs: "CAP_SYS_PTRACE")
    }
    guard Self.network(of: "\(process)") != Self.network(of: "thread-self") else { return }
    do throws(Errno) {
      try Namespace.current(.network, of: process).enter()
    } catch {
      throw Failure(errno: error, doing: "network namespace of \(process)", needs: "CAP_SYS_ADMIN")
    }
  }

  private static func network(of process: String) -> ino_t? {
    var status = stat()
    return stat("/proc/\(process)/ns/net", &status) == 0 ? status.st_ino : nil
  }
}
