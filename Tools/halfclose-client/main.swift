// halfclose-client: reads a stream to its end, and closes each of its own sides at its own time.

import Checksum
import SocketKit
import ToolKit

let command = Command<Settings>(
  "halfclose-client", summary: "read a stream to its end, and close one's own sides on the way",
  options: [
    .address("s", "server", "where to connect", \.server),
    .duration(
      "w", "write-timeout", within: .milliseconds(1) ... .year, "close the writing side so long after connecting",
      \.writeTimeout),
    .duration(
      "r", "read-timeout", within: .milliseconds(1) ... .year, "close the reading side so long after connecting",
      \.readTimeout),
    .size("b", "buffer", within: 1 ... 16 << 20, "read at most so much at a time", \.buffer),
    .flag(nil, "echo", "write back what is read", \.isEchoing),
    .text("o", "output", "FILE", "write what is read to a file; - is standard output", \.output),
    .flag(nil, "hold", "keep the writing side open behind the server's end, until -w", \.holds),
    .value(nil, "expect", "OCTETS", within: 0 ... .max, "a stream of another length is an error", \.expectedOctets),
    .custom(
      nil, "crc32", "SUM", accepted: "eight hexadecimal digits", "a stream of another checksum is an error",
      \.expectedSum, show: { _ in nil },
      read: { $0.utf8.count == 8 && $0.first != "+" ? UInt32($0, radix: 16).map(Optional.some) : .none }),
    .duration(nil, "grace", within: .zero ... .year, "how long the server may finish after a signal", \.grace),
    .choice(nil, "log-level", "debug is --verbose, warn is --quiet, error is quieter", \.logLevel),
  ],
  examples: [
    ("halfclose-client -s localhost:4000 -w 10s", "close first, and go on reading"),
    ("halfclose-client --hold -w 10s", "let the server close first, and wait in CLOSE_WAIT"),
    ("halfclose-client -o FILE --crc32 414fa339", "fetch a file, and say whether it is the right one"),
  ],
  exits: [
    (.done, "the server's end came, and all was as expected; or ended by SIGTERM or SIGINT"),
    (.negative, "refused, reset, cut short, or not as expected"),
    (.unavailable, "the name has no address"),
    (.system, "a system call failed"),
    (.inputOutput, "the output failed"),
    (.noPermission, "the output may not be written"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  // Standard output carries octets then.
  let report = (settings.output == "-" ? report.toStandardError() : report).at(settings.logLevel)
  let output = try settings.output.map { path throws(Failure) in try Output(path) }
  let socket = try Connecting.open(settings.server)
  let ends = try addresses(of: socket, settings.server)
  var session: Session
  do throws(Errno) {
    session = try Session(socket, ends, output, settings, report)
  } catch {
    throw Failure(errno: error, doing: "epoll")
  }
  report.event("connected", [.text("local", ends.local), .text("remote", ends.remote)])
  return try session.run()
}

/// Both ends of a connection that the server may have reset already.
func addresses(
  of socket: borrowing StreamSocket, _ server: HostPort
) throws(Failure) -> (local: SocketAddress, remote: SocketAddress) {
  do throws(Errno) {
    return (try socket.localAddress(), try socket.peerAddress())
  } catch {
    let reason = (try? socket.pendingError()) ?? error
    throw Failure(.negative, "connect \(server): \(reason)")
  }
}
