import Glibc
import Observe
import SocketKit
import ToolKit

// What the kernel does for sockets in this network.
extension Trial {
  private static let loopback = SocketAddress(.loopback, port: 0)

  static func socketDiagnosis() -> Finding {
    do throws(SocketDiagnosisError) {
      var diagnosis = try SocketDiagnosis()
      return .yes("\(try diagnosis.sockets(SocketQuery(details: [])).count) TCP sockets by INET_DIAG")
    } catch {
      return .no(
        "INET_DIAG: \(error)", still: "capture, gotcp-*, and servers and clients", cure: "modprobe tcp_diag inet_diag")
    }
  }

  /// By setsockopt(2), because what is available may not be allowed.
  static func congestionControl() -> Finding {
    let available = words(of: "tcp_available_congestion_control")
    let usable = (available.isEmpty ? ["reno", "cubic"] : available).filter(isUsable)
    let detail = "usable: \(usable.joined(separator: " ")); available: \(available.joined(separator: " "))"
    guard usable.contains("reno") else {
      return .no(
        detail, still: "all but experiments, which are done with reno",
        cure: "sysctl net.ipv4.tcp_allowed_congestion_control")
    }
    return .yes(detail)
  }

  private static func words(of setting: String) -> [String] {
    // A dozen names of at most 16 octets.
    let octets = (try? FileDescriptor.contents(of: "/proc/sys/net/ipv4/\(setting)", limit: 1024)) ?? []
    return String(decoding: octets, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private static func isUsable(_ name: String) -> Bool {
    guard let socket = try? StreamSocket(for: loopback) else { return false }
    let number = socket.descriptor.rawValue
    return
      (try? SystemCall.run("setsockopt", on: number, "TCP_CONGESTION, \(name)") {
        setsockopt(number, CInt(IPPROTO_TCP), TCP_CONGESTION, name, socklen_t(name.utf8.count))
      }) != nil
  }

  static func portRange() -> Finding {
    do throws(Errno) {
      let ports = try EphemeralPorts.current()
      let socket = try StreamSocket(for: loopback)
      try socket.bind(to: loopback)
      let detail =
        "\(ports.count()) ports, \(ports.range.lowerBound)-\(ports.range.upperBound); one of them: "
        + "\(try socket.localAddress().port)"
      // A client that connects sixteen times a second, with TIME_WAIT of a minute.
      guard ports.count() >= 1000 else {
        return .partly(
          detail, still: "the laboratory, whose hosts have ranges of their own; a few connections at once",
          cure: "sysctl net.ipv4.ip_local_port_range='32768 60999'")
      }
      return .yes(detail)
    } catch {
      return .no(
        "bind 127.0.0.1:0: \(error)", still: "nothing that connects by itself",
        cure: "sysctl net.ipv4.ip_local_port_range='32768 60999'; ip link set lo up")
    }
  }

  static func ownPorts() -> Finding {
    do throws(Errno) {
      try StreamSocket(for: loopback).set(.localPorts, to: 40000 ... 40099)
      return .yes("IP_LOCAL_PORT_RANGE was taken")
    } catch {
      return .no(
        "IP_LOCAL_PORT_RANGE: \(error)", still: "all but port-bomb --ports and the experiment port-bomb",
        cure: "Linux 6.3 or later")
    }
  }

  /// What listen(2) makes of a long backlog, by the kernel's own account.
  static func backlog() -> Finding {
    let asked = 65535
    do throws(Errno) {
      let listener = try ListeningSocket(on: loopback, backlog: asked)
      let port = try listener.localAddress().port
      let query = SocketQuery(states: [.listen], port: .local(port), details: [])
      let sockets = (try? SocketDiagnosis.once(query)) ?? []
      guard case .connections(_, let limit)? = sockets.first?.queue else {
        return .partly(
          "a listener, whose backlog is not to be seen", still: "the laboratory", cure: "see socket-diagnosis")
      }
      let detail = "a backlog of \(asked) became \(limit)"
      // What echo-server asks for.
      guard limit >= 1024 else {
        return .partly(
          detail, still: "the laboratory, and servers to which few connect at once",
          cure: "sysctl net.core.somaxconn=4096")
      }
      return .yes(detail)
    } catch {
      return .no("listen on 127.0.0.1: \(error)", still: "clients", cure: "ip link set lo up")
    }
  }
}

extension SocketDiagnosis {
  /// One dump of its own.
  fileprivate static func once(_ query: SocketQuery) throws(SocketDiagnosisError) -> [SocketSnapshot] {
    var diagnosis = try SocketDiagnosis()
    return try diagnosis.sockets(query)
  }
}
