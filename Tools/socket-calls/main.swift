// socket-calls: makes the socket calls that it reads, one a line, and tells what became of each.

import EventLoop
import SocketKit
import ToolKit

let command = Command<Settings>(
  "socket-calls", summary: "make socket calls that are read from standard input, one a line",
  options: [],
  examples: [
    ("echo 'connect a 127.0.0.1:8080' | socket-calls", "whether somebody listens there"),
    ("(echo 'listen l 127.0.0.1:8080 1'; sleep 60) | socket-calls", "a server that does not accept"),
  ],
  exits: [
    (.done, "the input ended, or SIGTERM or SIGINT came; a call that failed is an answer, too"),
    (.usage, "a line is no call"),
    (.system, "the standard input could not be waited for"),
    (.inputOutput, "standard input failed"),
  ])

Tool.main(command, Settings()) { _, operands, report throws(Failure) in
  if let operand = operands.first { throw Failure(.usage, "'\(operand)': calls are read from standard input") }
  let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  var session = Session(report, signals)
  try session.run()
  return .done
}
