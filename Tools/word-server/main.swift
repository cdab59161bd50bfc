// word-server: answers words, by one loop or by a thread a connection.

import EventLoop
import SocketKit
import ToolKit

let hour = Duration.seconds(3600)

let command = Command<Settings>(
  "word-server", summary: "answer words: hi, hello, ping, foo, exit, help, poison",
  options: [
    .address("l", "listen", "where to wait for connections", \.listen, portEnvironment: "PORT"),
    .choice(nil, "model", "one loop for all, or a thread a connection", \.model),
    .duration(
      nil, "block-interval", within: .milliseconds(1) ... hour,
      "after each such pause compute for as long, on the loop or on a thread beside", \.blockInterval,
      environment: "BLOCK_EVENT_LOOP_INTERVAL", environmentUnit: .milliseconds),
    .duration(
      nil, "delay-read", within: .milliseconds(1) ... hour, "wait before each read", \.delayRead,
      environment: "DELAY_READ", environmentUnit: .milliseconds),
    .duration(
      nil, "delay-write", within: .milliseconds(1) ... hour, "wait before each reply", \.delayWrite,
      environment: "DELAY_WRITE", environmentUnit: .milliseconds),
    .flag(nil, "no-poison", "let 'poison' be a word like any unknown one", \.takesPoison, sets: false),
    .size(nil, "word-limit", within: 1 ... 64 << 10, "refuse a longer word", \.wordLimit),
    .duration(
      nil, "grace", within: .zero ... hour, "how long connections may finish after a signal, or after 'exit'", \.grace),
  ],
  examples: [
    ("echo 'hi ping' | nc 127.0.0.1 3000", "ask a server that runs, and see 'server: Hello', 'server: Pong'"),
    ("word-server --block-interval 2s", "a loop that stalls everybody every other two seconds"),
    ("word-server --model threads --block-interval 2s", "the same work, and nobody waits"),
  ],
  exits: [
    (.done, "ended by SIGTERM or SIGINT, or after 'poison' by its last connection"),
    (.unavailable, "the host has no address"),
    (.system, "a system call failed, as when the port is taken"),
    (.noPermission, "the port needs a privilege"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  // Before the first descriptor and the first thread, so that no signal comes between listening and being able to stop.
  let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  let listener = try Listening.open(settings.listen, backlog: Settings.backlog)
  do throws(Errno) {
    let address = try listener.localAddress()
    var server = try Server(settings, report, listener, signals)
    report.listening(at: address)
    try server.run()
    return .done
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}
