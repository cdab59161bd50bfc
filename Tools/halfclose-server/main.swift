// halfclose-server: streams a file to each client, and goes on reading when its own half is closed.

import EventLoop
import SocketKit
import ToolKit

let command = Command<Settings>(
  "halfclose-server", summary: "stream a file to each client, close that half, and go on reading",
  options: [
    .text("f", "file", "FILE", "what to send; must be given", \.file),
    .address("l", "listen", "where to wait for connections", \.listen),
    .size("c", "chunk", within: 0 ... 1 << 30, "octets to send at a time; 0 for all by sendfile", \.chunk),
    .duration(
      "i", "interval", within: .milliseconds(1) ... .year, "pause after each chunk, in whole milliseconds", \.interval),
    .choice(nil, "half-close", "when to send FIN: behind the file, or behind the client's own too", \.halfClose),
    .flag(nil, "once", "serve one connection and end with what became of it", \.isOnce),
    .duration(nil, "grace", within: .zero ... .year, "how long open connections may finish after a signal", \.grace),
    .choice(nil, "log-level", "debug is --verbose, warn is --quiet, error is quieter", \.logLevel),
  ],
  examples: [
    ("halfclose-server -f FILE -c 10 -i 1ms", "ten octets a millisecond: time to close the other half"),
    ("halfclose-server -f FILE --half-close after-peer", "let the client close first, always"),
  ],
  exits: [
    (.done, "ended by SIGTERM or SIGINT; with --once, the file and both FINs are acknowledged"),
    (.negative, "with --once: the client reset the connection, or was lost"),
    (.unavailable, "the host has no address"),
    (.system, "a system call failed, as when the port is taken"),
    (.inputOutput, "the file cannot be read, is none, or with --once changed its size"),
    (.noPermission, "the file or the port needs a permission"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  guard !settings.file.isEmpty else { throw Failure(.usage, "--file: must be given") }
  do throws(SourceFile.Fault) {
    _ = try SourceFile(settings.file)
  } catch {
    if case .failed(let errno) = error { throw Failure(file: settings.file, errno) }
    throw Failure(.inputOutput, "\(settings.file): \(error)")
  }
  // Before the first socket, so that no signal comes between listening and being able to stop.
  let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  let listener = try Listening.open(settings.listen, backlog: 1024)
  do throws(Errno) {
    try Settings.prepare(listener)
    let address = try listener.localAddress()
    var server = try Server(settings, report.at(settings.logLevel), listener, signals)
    server.report.listening(at: address)
    return try server.run()
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}
