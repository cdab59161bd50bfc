// echo-server: gives every octet back (RFC 862).

import EventLoop
import Prefork
import SocketKit
import ToolKit

let command = Command<Settings>(
  "echo-server", summary: "give every octet back to whoever sent it",
  options: [
    .address(
      "l", "listen", "where to wait for connections", \.listen, hostEnvironment: "HOST", portEnvironment: "PORT"),
    .custom(
      "w", "workers", "COUNT|auto", accepted: "auto or a number, 0 ... \(Settings.mostWorkers)",
      "processes that share the port; auto: one a CPU, 0: no master", \.workers,
      range: "0 ... \(Settings.mostWorkers), or auto", show: { "\($0)" }, read: Settings.workers),
    .flag(nil, "line", "answer each line with 'ECHO: ' before it", \.isLine),
    .value(nil, "backlog", "COUNT", within: 1 ... 65535, "connections that may wait to be accepted", \.backlog),
    .duration(
      nil, "idle-timeout", within: .milliseconds(1) ... .year, "close what is silent both ways for so long",
      \.idleTimeout),
    .flag(nil, "send-reset", "let idle peers see RST instead of FIN", \.sendsReset),
    .duration(
      nil, "keepalive", within: .seconds(1) ... .seconds(9 * 3600), "probe a peer that is silent for so long",
      \.keepAlive),
    .flag(nil, "no-nodelay", "leave Nagle's algorithm on", \.noDelay, sets: false),
    .value(
      nil, "max-connections", "COUNT", within: 1 ... .max,
      "accept so many in all, serve them and end; a worker is replaced first; else no end", \.maxConnections),
    .value(
      nil, "max-concurrent", "COUNT", within: 1 ... .max,
      "serve so many at once, each worker, let others wait; else no limit", \.maxConcurrent),
    .size(nil, "buffer", within: 512 ... 16 << 20, "read, and owe a peer, at most so much", \.buffer),
    .flag(nil, "pin", "keep each worker on a CPU of its own", \.pinsWorkers),
    .flag(nil, "busy-poll", "spin before sleeping: a CPU for lower latency", \.busyPoll),
    .duration(nil, "grace", within: .zero ... .year, "how long open connections may finish after a signal", \.grace),
  ],
  examples: [
    ("echo-server -l 127.0.0.1:0", "listen on a port that the kernel chooses, and print it"),
    ("echo-server --line -v", "answer lines, and tell who comes and goes"),
    ("echo-server --workers auto --pin", "a worker for each CPU, and one port for all of them"),
  ],
  exits: [
    (.done, "ended by SIGTERM or SIGINT, or after --max-connections"),
    (.unavailable, "the host has no address"),
    (.system, "a system call failed, as when the port is taken; or ten workers died in a minute"),
    (.noPermission, "the port needs a privilege"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  let role = try Role.ofThisProcess(settings)
  // Before the first descriptor, so that no signal comes between listening and being able to stop.
  let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor(Master.signals) }
  switch consume role {
  case .master: return try lead(settings, report, signals)
  case .worker(let post): return try serve(settings, report, post, signals)
  case .alone: return try serve(settings, report, signals)
  }
}
