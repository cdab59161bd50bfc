// lying-server: stands in the place of echo-server, and breaks one of its promises.

import EventLoop
import Glibc
import SocketKit
import ToolKit

struct Options {
  var listen = HostPort(host: "127.0.0.1", port: 0)
  var lie = Lie.none
}

let command = Command<Options>(
  // Its recorded calls are to pass for those of the tool it replaces.
  "echo-server", summary: "give octets back, but for one lie",
  options: [
    .address("l", "listen", "where to wait for a connection", \.listen), .choice(nil, "lie", "what is wrong", \.lie),
  ])

Tool.main(command, Options()) { options, _, report throws(Failure) in
  do throws(Errno) {
    let signals = try SignalDescriptor([.terminate])
    guard let address = try? options.listen.resolve().first else { throw .invalidArgument }
    if options.lie == .neverListens {
      try waitForEnd(signals)
      return .done
    }
    let listener = try ListeningSocket(on: address, backlog: 1)
    let bound = try listener.localAddress()
    report.event("listening", [.text("address", bound.address), .integer("port", bound.port)])
    try wait(for: listener.descriptor, signals)
    guard let accepted = try listener.accept() else { throw .wouldBlock }
    try serve(accepted.intoSocket(), options.lie, signals)
    try waitForEnd(signals)
    return .done
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}
