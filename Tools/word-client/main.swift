// word-client: connections that send words and print what comes back.

import EventLoop
import SocketKit
import ToolKit

let command = Command<Settings>(
  "word-client", summary: "send words over many connections and print the replies", operands: "[MESSAGE ...]",
  options: [
    .value(
      "c", "connections", "COUNT", within: 1 ... 1_000_000, "how many at once", \.connections,
      environment: "CONNECTIONS"),
    .duration(
      "i", "interval", within: .milliseconds(1) ... .year, "between two messages, and before the first", \.interval,
      environment: "INTERVAL", environmentUnit: .milliseconds),
    .duration(
      "t", "timeout", within: .milliseconds(1) ... .year, "how long each connects at most, and then talks", \.timeout,
      environment: "TIMEOUT", environmentUnit: .milliseconds),
    .text(nil, "host", "HOST", "the server's name or address", \.host, environment: "HOST"),
    .value(nil, "port", "PORT", within: 1 ... 65535, "the server's port", \.port, environment: "PORT"),
    .custom(
      nil, "seed", "NUMBER", accepted: "an integer, 0 ... 18446744073709551615",
      "choose the messages as every run with this number does", \.seed, show: { $0.map { "\($0)" } },
      read: { UInt64($0) }),
    .duration(nil, "grace", within: .zero ... .year, "how long the server may take to close at the end", \.grace),
  ],
  examples: [
    ("word-client", "one connection that says 'hello' twice a second, for ten seconds"),
    ("word-client -c 5 -i 200ms -t 5s hello ping foo exit", "five connections, a message at random each time"),
  ],
  exits: [
    (.negative, "a connection was refused, reset, got no reply or was not closed"),
    (.unavailable, "the host has no address"),
    (.system, "a system call failed"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  guard !operands.contains("") else { throw Failure(.usage, "'': a message must have something in it") }
  let words = operands.isEmpty ? ["hello"] : operands
  let addresses = try HostPort(host: settings.host, port: UInt16(settings.port)).addresses()
  do throws(Errno) {
    // The newline ends the last word for servers that read lines, too.
    var client = try Client(settings, report, addresses, words.map { Array("\($0)\n".utf8) }, signals)
    return try client.run()
  } catch {
    throw Failure(errno: error, doing: "epoll")
  }
}
