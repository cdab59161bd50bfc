// fd-leak: accepts, and never closes.

import EventLoop
import SocketKit
import ToolKit

/// As long as net.core.somaxconn allows by default: who finds no descriptor is to wait, not to be dropped.
let backlog = 4096

let command = Command<Settings>(
  "fd-leak", summary: "accept connections and never close them, up to the limit of descriptors",
  options: [
    .address("l", "listen", "where to wait for connections", \.listen),
    .value(
      nil, "limit", "COUNT", within: 16 ... 1 << 20, "descriptors that this process may have (RLIMIT_NOFILE)", \.limit),
    .duration(
      nil, "release-after", within: .milliseconds(1) ... .year,
      "close all that is held so long after the first was accepted, and begin anew", \.releaseAfter),
    .flag(nil, "cure", "close each connection when its peer has closed", \.isCured),
    .duration(nil, "grace", within: .zero ... .year, "with --cure, how long peers may go on after a signal", \.grace),
  ],
  examples: [
    ("fd-leak --limit 64", "leak until accept fails with EMFILE"),
    ("fd-leak --release-after 30s", "leak, and give all back after half a minute"),
    ("fd-leak --cure", "the same server without the mistake"),
  ],
  exits: [
    (.done, "ended by SIGTERM or SIGINT"),
    (.unavailable, "the host has no address, or the kernel no socket diagnosis"),
    (.system, "a system call failed, as when the port is taken or the limit is above the hard one"),
    (.noPermission, "the port needs a privilege"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  if settings.isCured, settings.releaseAfter != nil {
    throw Failure(.usage, "--release-after: there is nothing to give back with --cure")
  }
  // Before the first descriptor, so that no signal comes between listening and being able to stop.
  let signals = try Tool.attempt("signalfd") { () throws(Errno) in try SignalDescriptor([.interrupt, .terminate]) }
  do throws(Errno) {
    try DescriptorLimit.setSoft(settings.limit)
  } catch {
    let hard = DescriptorLimit.current.hard
    throw Failure(errno: error, doing: "setrlimit RLIMIT_NOFILE \(settings.limit), the hard limit being \(hard)")
  }
  let listener = try Listening.open(settings.listen, backlog: backlog)
  let address: SocketAddress
  do throws(Errno) {
    address = try listener.localAddress()
  } catch {
    throw Failure(errno: error, doing: "getsockname")
  }
  let census = try Census(port: address.port)
  do throws(Errno) {
    var server = try Server(settings, report, listener, signals, census)
    report.listening(at: address)
    try server.run()
    return .done
  } catch {
    throw Failure(errno: error, doing: "serving")
  }
}
