// tcp-load: makes load on an echo server, and says how it bears it.

import EventLoop
import Glibc
import Histogram
import Observe
import SocketKit
import ToolKit

let command = Command<Settings>(
  "tcp-load", summary: "make load on an echo server, closed or open loop, and measure it", operands: "HOST:PORT",
  options: [
    .value("c", "connections", "COUNT", within: 1 ... 1 << 20, "connections at once", \.connections),
    .size("s", "size", within: 1 ... 16 << 20, "octets of a message", \.size),
    .value(
      "d", "depth", "COUNT", within: 1 ... 65536, "messages of a connection that may be under way at once", \.depth),
    .duration("t", "duration", within: .milliseconds(1) ... .year, "how long to make load", \.duration),
    .value(
      nil, "rate", "COUNT", within: 1 ... 10_000_000,
      "open loop: so many messages a second in all, whether the server keeps up or not", \.rate),
    .flag(nil, "churn", "a connection for each message: connect, echo, close", \.mode, sets: .churn),
    .flag(nil, "bulk", "streams there and back, as fast as it goes", \.mode, sets: .bulk),
    .flag(nil, "idle", "open the connections, and hold them", \.mode, sets: .idle),
    .flag(nil, "verify", "compare each octet that comes back with what was sent", \.isVerifying),
    .value(nil, "connect-rate", "COUNT", within: 1 ... 1_000_000, "connections opened a second", \.connectRate),
    .sources(\.sources),
    .value("w", "workers", "COUNT", within: 1 ... 256, "threads, each with a loop of its own", \.workers),
    .value(
      nil, "server-pid", "PID", within: 1 ... 1 << 22,
      "tell the processor time an operation costs this process and its descendants", \.serverPID),
    .text(
      nil, "hgrm", "FILE", "write the distribution of latencies here, for HdrHistogram's plotters", \.histogramFile),
    .list(nil, "assert", "CONDITION", "exit 1 unless it holds, as 'p99<5ms'; more than once", \.assertions),
    .duration(
      nil, "grace", within: .zero ... .year, "how long what is under way at the end may take to come back", \.grace),
  ],
  examples: [
    ("tcp-load 127.0.0.1:8080", "50 connections, each with one message under way"),
    ("tcp-load --rate 20000 --assert 'p99<5ms' 127.0.0.1:8080", "20000 messages a second, come what may"),
    ("tcp-load --churn --sources 127.0.0.2-127.0.0.9 127.0.0.1:8080", "a connection for each message"),
    ("tcp-load --bulk --verify -c 8 127.0.0.1:8080", "eight streams, each octet compared"),
  ],
  exits: [
    (.done, "everything came back, and each assertion holds"),
    (.negative, "a connection failed, something else or nothing came back, or an assertion does not hold"),
    (.unavailable, "the name has no address, or there is no process of that number"),
    (.system, "a system call failed that no connection made"),
    (.inputOutput, "standard output or the distribution could not be written"),
    (.noPermission, "the distribution may not be written, or a permission is missing"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  var settings = settings
  try settings.check()
  // One without a connection would have nothing to do.
  settings.workers = min(settings.workers, settings.connections)
  let assertions = try settings.readAssertions()
  let addresses = try Target.addresses(operands, from: settings.sources)
  let server = try settings.serverPID.map { pid throws(Failure) in try ServerTime(of: pid) }
  let file = try settings.histogramFile.map { path throws(Failure) in try HistogramFile(path) }
  let result: LoadResult
  do throws(Errno) {
    // Before the first thread, so that signals come here.
    let signals = try SignalDescriptor([.interrupt, .terminate])
    settings.prepare()
    var load = try Load(settings, report, signals, server)
    result = try load.run(to: FirstAnswer.among(addresses))
  } catch {
    // Only a thread that cannot be started says so.
    throw Failure(errno: error, doing: error == .wouldBlock ? "thread" : "epoll")
  }
  result.reportFailures(to: report)
  let allHold = result.judge(assertions, report)
  report.result("summary", result.fields)
  try file?.write(result.tally.latencies)
  return allHold && result.tally.errors == 0 ? .done : .negative
}
