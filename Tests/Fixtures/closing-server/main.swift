// closing-server: stands in the place of halfclose-server, and behind the file closes the whole connection.

import Checksum
import Glibc
import SocketKit
import ToolKit

struct Options {
  var listen = HostPort(host: "127.0.0.1", port: 0)
  var file = ""
  var chunk = 1024
  var interval: Duration?
  var isOnce = true
}

let command = Command<Options>(
  // Its recorded calls are to pass for those of the tool it replaces.
  "halfclose-server", summary: "stream a file to one client, and close both halves",
  options: [
    .address("l", "listen", "where to wait for a connection", \.listen), .text("f", "file", "FILE", "what", \.file),
    .size("c", "chunk", within: 1 ... 1 << 20, "octets to send at a time", \.chunk),
    .duration("i", "interval", within: .milliseconds(1) ... .seconds(1), "pause after each chunk", \.interval),
    .flag(nil, "once", "as always", \.isOnce),
  ])

/// Sends the file. An experiment's fits every buffer, so each write takes all.
func send(_ file: [UInt8], to socket: borrowing StreamSocket, _ options: Options, _ report: Report) throws(Errno) {
  for start in stride(from: 0, to: file.count, by: options.chunk) {
    if start > 0 { poll(nil, 0, CInt((options.interval ?? .zero) / .milliseconds(1))) }
    let piece = file.span.bytes.extracting(start ..< min(start + options.chunk, file.count))
    let taken = try socket.write(piece)
    report.verbose("sent", [.integer("octets", taken)])
  }
}

Tool.main(command, Options()) { options, _, report throws(Failure) in
  do throws(Errno) {
    let file = try FileDescriptor.contents(of: options.file, limit: 1 << 16)
    guard let address = try? options.listen.resolve().first else { throw .invalidArgument }
    let listener = try ListeningSocket(on: address, backlog: 1)
    let bound = try listener.localAddress()
    report.event("listening", [.text("address", bound.address), .integer("port", bound.port)])
    var entry = pollfd(fd: listener.descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    poll(&entry, 1, -1)
    guard let accepted = try listener.accept() else { throw .wouldBlock }
    try send(file, to: accepted.intoSocket(), options, report)
    var sum = CRC32()
    sum.update(file.span.bytes)
    report.result("finished", [.integer("octets_out", file.count), .text("crc32", sum)])
    return .done
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}
