// echo-client: sends what it reads, shows what comes back.

import EventLoop
import Glibc
import SocketKit
import ToolKit

let command = Command<Settings>(
  "echo-client", summary: "send lines to an echo server and print its replies", operands: "[HOST:PORT]",
  options: [
    .flag(nil, "raw", "standard input to the socket, the socket to standard output", \.isRaw),
    .flag(nil, "verify", "as --raw, and what comes back must be what went", \.isVerifying),
    .duration(
      nil, "timeout", within: .milliseconds(1) ... .seconds(365 * 24 * 3600),
      "longest connect, and longest silence while a reply is owed", \.timeout),
    .duration(
      nil, "grace", within: .zero ... .seconds(365 * 24 * 3600), "how long the peer may finish after a signal", \.grace),
  ],
  examples: [
    ("echo 'hello' | echo-client 127.0.0.1:8080", "one line, its reply, and the end"),
    ("echo-client --verify 127.0.0.1:8080 < FILE > /dev/null", "whether a file comes back as it went"),
  ],
  exits: [
    (.negative, "refused, reset, timed out, cut short, or not what was sent"),
    (.unavailable, "the name has no address"),
    (.system, "a system call failed"),
    (.inputOutput, "standard input or output failed"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  let place = try server(operands)
  let isRaw = settings.isRaw || settings.isVerifying
  // Standard output carries octets then.
  let report = isRaw ? report.toStandardError() : report
  let deadline = settings.timeout.map { Timestamp.monotonicNow + Int64($0 / .nanoseconds(1)) }
  let socket = try Connecting.open(place, until: deadline)
  do throws(Errno) {
    report.event("connected", [.text("local", try socket.localAddress()), .text("remote", try socket.peerAddress())])
  } catch {
    throw Failure(.negative, "connect \(place): \(error)")
  }
  var session: Session
  do throws(Errno) {
    session = try Session(socket, settings, report)
  } catch {
    throw Failure(errno: error, doing: "epoll")
  }
  return try session.run()
}

/// The operand, else SERVER_ADDR, else the server's own default.
func server(_ operands: [String]) throws(Failure) -> HostPort {
  guard operands.count <= 1 else { throw Failure(.usage, "more than one HOST:PORT: '\(operands[1])'") }
  let variable = getenv("SERVER_ADDR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  let text = operands.first ?? variable ?? "localhost:8080"
  guard let place = HostPort(text), place.port > 0 else {
    let source = operands.isEmpty ? "SERVER_ADDR" : "operand"
    throw Failure(.usage, "\(source): '\(text)' must be HOST:PORT or [V6]:PORT, the port 1 ... 65535")
  }
  return place
}
