// lying-word-server: stands in the place of word-server, and breaks one of its promises.

import EventLoop
import SocketKit
import ToolKit

struct Options {
  var listen = HostPort(host: "127.0.0.1", port: 0)
  var lie = Lie.segmentsAreWords
}

let command = Command<Options>(
  // Its recorded calls are to pass for those of the tool it replaces.
  "word-server", summary: "answer words, but for one lie",
  options: [
    .address("l", "listen", "where to wait for connections", \.listen), .choice(nil, "lie", "what is wrong", \.lie),
  ])

Tool.main(command, Options()) { options, _, report throws(Failure) in
  do throws(Errno) {
    let signals = try SignalDescriptor([.terminate])
    guard let address = try? options.listen.resolve().first else { throw .invalidArgument }
    let listener = try ListeningSocket(on: address, backlog: 16)
    let bound = try listener.localAddress()
    report.event("listening", [.text("address", bound.address), .integer("port", bound.port)])
    var poller = try Poller(capacity: 1)
    try poller.add(listener.descriptor, .fixed(0), .readable)
    try poller.add(signals.descriptor, .fixed(1), .readable)
    while true {
      _ = try poller.wait(until: nil)
      if poller.event(at: 0).token == .fixed(1) { return .done }
      guard let accepted = try listener.accept() else { continue }
      let number = accepted.intoSocket().intoDescriptor().release()
      try DetachedThread.start { [lie = options.lie] in
        try? Talk(StreamSocket(owning: FileDescriptor(owning: number)), lie).run()
      }
    }
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}
