// lying-multiplex: stands in the place of multiplex, and serves one client after the other.

import SocketKit
import ToolKit

enum Model: String, CaseIterable, Sendable { case loop, threads }

struct Options {
  var clients = 100
  /// It is taken and not kept: a hundred of them would be too long for a test.
  var delay = Duration.zero
  var model = Model.loop
}

/// The server's wait before each answer: a hundred of them are still three times the experiment's one.
let pause: Int64 = 15_000_000

let command = Command<Options>(
  // Its recorded calls are to pass for those of the tool it replaces.
  "multiplex", summary: "serve one client after the other",
  options: [
    .value("n", "clients", "COUNT", within: 1 ... 1000, "how many", \.clients),
    .duration(nil, "delay", within: .zero ... .seconds(10), "not kept", \.delay),
    .choice(nil, "model", "only told", \.model),
  ])

/// One client from its SYN to its answer; everything fits every buffer.
func serve(_ client: consuming StreamSocket, _ listener: borrowing ListeningSocket) throws(Errno) -> Bool {
  guard let server = try listener.accept()?.intoSocket() else { throw .wouldBlock }
  let octet: [UInt8] = [1]
  var buffer = [UInt8](repeating: 0, count: 64)
  try client.descriptor.setNonblocking(false)
  try server.descriptor.setNonblocking(false)
  _ = try client.write(octet.span.bytes)
  _ = try server.read(into: &buffer)
  SystemCall.sleep(until: Timestamp.monotonicNow + pause)
  _ = try server.write(octet.span.bytes)
  return try client.read(into: &buffer) == .octets(1)
}

Tool.main(command, Options()) { options, _, report throws(Failure) in
  do throws(Errno) {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let address = try listener.localAddress()
    let start = Timestamp.monotonicNow
    var answered = 0
    for _ in 0 ..< options.clients {
      if try serve(try StreamSocket.connected(to: address, until: nil), listener) { answered += 1 }
    }
    report.result(
      "finished",
      [
        .text("model", options.model.rawValue), .integer("clients", options.clients), .integer("answered", answered),
        .integer("failed", options.clients - answered),
        .decimal("seconds", Double(Timestamp.monotonicNow - start) / 1e9), .integer("threads_peak", 1),
        .integer("descriptors_peak", 8), .integer("resident_octets", 0),
      ])
    return .done
  } catch {
    throw Failure(errno: error, doing: "multiplexing")
  }
}
