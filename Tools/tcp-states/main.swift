// tcp-states: the kernel's TCP sockets, once or as they change.

import Observe
import SocketKit
import ToolKit

let command = Command<Settings>(
  "tcp-states", summary: "show the kernel's TCP sockets and follow their states",
  options: [
    .flag("s", "summary", "count the sockets of each state", \.isSummary),
    .flag("f", "follow", "tell each change of state until SIGINT or SIGTERM", \.isFollowing),
    .duration("i", "interval", within: .microseconds(100) ... .seconds(3600), "with -f, look so often", \.interval),
    .flag("d", "details", "with -f, tell each new congestion window, round trip and retransmission too", \.isDetailed),
    .choice(
      "t", "trace", "with -f, have the moment of each change from the kernel's tracepoint; on says so if it cannot",
      \.trace),
    .value("p", "port", "PORT", within: 1 ... 65535, "only sockets with this port at either end", \.port),
    .flag("l", "listening", "only sockets in LISTEN", \.isListening),
    .flag("a", "all", "listeners too, which a list leaves out", \.isAll),
    .custom(
      nil, "state", "NAME[,NAME]", accepted: "names of TCP states, such as established,time-wait",
      "only sockets in these states", \.states, show: { _ in nil }, read: { StateName.list($0).map(Optional.some) }),
  ],
  examples: [
    ("tcp-states -p 8080", "the connections of one service, at both ends"),
    ("tcp-states --state close-wait", "connections whose local program has not called close"),
    ("tcp-states -j -f -p 8080 -i 1ms", "the life of each connection, for the timeline"),
    ("tcp-states -j -f -d -p 8080 -i 1ms", "with its congestion window, for tcp-plot"),
  ],
  exits: [
    (.done, "told; with -f, ended by SIGINT or SIGTERM, or because the reader left"),
    (.unavailable, "the kernel has no socket diagnosis"),
    (.system, "a system call failed"),
    (.protocolViolation, "the kernel's answer could not be understood"),
  ])

Tool.main(command, Settings()) { settings, _, report throws(Failure) in
  try settings.check()
  switch settings.mode {
  case .list: try Listing.list(settings, report)
  case .summary: try Listing.summary(settings, report)
  case .follow:
    var following = try Following(settings)
    try following.run(report)
  }
  return .done
}
