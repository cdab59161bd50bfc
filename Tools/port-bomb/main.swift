// port-bomb: connects and closes, until the ports are used up.

import EventLoop
import Observe
import SocketKit
import ToolKit

let command = Command<Settings>(
  "port-bomb", summary: "connect and close as fast as asked, to fill TIME_WAIT and use up ports", operands: "HOST:PORT",
  options: [
    .value("n", "count", "COUNT", within: 1 ... 1_000_000_000, "attempts in all", \.count),
    .value("c", "concurrency", "COUNT", within: 1 ... 1 << 20, "attempts at once", \.concurrency),
    .value(
      nil, "rate", "COUNT", within: 1 ... 10_000_000, "attempts a second, on average; else as many as go", \.rate),
    .ports("take source ports from here; else where the kernel looks", \.ports),
    .sources(\.sources),
    .flag(nil, "reset", "close with RST, which leaves no TIME_WAIT", \.resets),
    .value(
      nil, "pool", "COUNT", within: 1 ... 1 << 20,
      "open so many, and use them for all attempts: an octet goes and comes back", \.pool),
    .duration(nil, "timeout", within: .milliseconds(1) ... .year, "longest wait of one attempt", \.timeout),
    .duration(nil, "grace", within: .zero ... .year, "how long attempts may finish after a signal", \.grace),
  ],
  examples: [
    ("port-bomb --ports 40000-40099 -n 200 127.0.0.1:8080", "a hundred ports, and two hundred who want one"),
    ("port-bomb --pool 8 127.0.0.1:8080", "the cure: eight connections do"),
    ("port-bomb --sources 127.0.0.1-127.0.0.9 -n 100000 127.0.0.1:8080", "nine times the ports"),
  ],
  exits: [
    (.done, "every attempt that was decided had its connection"),
    (.negative, "an attempt failed"),
    (.unavailable, "the name has no address, or the kernel no socket diagnosis"),
    (.system, "a system call failed that no attempt made"),
  ])

Tool.main(command, Settings()) { settings, operands, report throws(Failure) in
  let addresses = try Target.addresses(operands, from: settings.sources)
  var remains = try Remains()
  var before: [SocketAddress: Int] = [:]
  do throws(SocketDiagnosisError) {
    for address in addresses { before[address] = try remains.count(at: address).timeWait }
  } catch {
    throw Failure(.unavailable, "sock_diag: \(error)")
  }
  let sources = try Sources(settings, for: addresses[0])
  let pairs = sources.count
  do throws(Errno) {
    let signals = try SignalDescriptor([.interrupt, .terminate])
    var bomb = try Bomb(addresses, sources, settings, report, signals)
    try bomb.run()
    var fields = bomb.tally.fields + [.integer("time_wait_before", before[bomb.target] ?? 0)]
    switch try bomb.countRemains(&remains) {
    case .success(let count): fields.append(.integer("time_wait_after", count))
    case .failure(let error): report.diagnose("sock_diag: \(error)")
    }
    bomb.tally.report(to: report)
    report.result("summary", fields + [.integer("ports_available", pairs)])
    return bomb.tally.failed == 0 ? .done : .negative
  } catch {
    throw Failure(errno: error, doing: "epoll")
  }
}
