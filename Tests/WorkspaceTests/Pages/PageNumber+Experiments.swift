extension PageNumber {
  /// Of the pages on experiments: what a reader is asked to predict from. What was found is a run's own.
  static let ofExperiments = ofConnections + ofLinks + ofServing

  /// - Parameters:
  ///   - name: the page's.
  ///   - type: the file's, in its room.
  private static func row(
    _ name: String, _ sentence: String, _ type: String, _ definition: String, per unit: Int = 1
  ) -> PageNumber {
    let source = "Packages/LabKit/Sources/LabKit/Experiments/\(type)Experiment.swift"
    return PageNumber("docs/experiments/\(name).md", sentence, source, definition, per: unit)
  }

  private static let ofConnections = [
    row("backlog", "with a backlog of #, and", "Opening/Backlog", "let backlog = #"),
    row("backlog", "a wire of # ms:", "Opening/Backlog", "delay = \"#ms\""),
    row("syn-flood", "with a backlog of #.", "Opening/SYNFlood", "backlog = #"),
    row("syn-flood", ". # SYNs come from addresses", "Opening/SYNFlood", "flood = #\n"),
    row("slow-reader", "The other writes # octets", "Talking/SlowReader", "let octets = #"),
    row("slow-reader", "a receive buffer of # octets", "Talking/SlowReader", "buffer = #"),
    row("slow-reader", "the reader takes # octets", "Talking/SlowReader", "sip = #"),
    row("nagle", "in two pieces of # octets", "Talking/Nagle", "(half, answer) = (#,"),
    row("keepalive", "with # second of silence before the first probe", "Talking/Keepalive", "interval = #"),
    row("keepalive", "between probes, and # probes", "Talking/Keepalive", "probes = #"),
    row("close-wait", "is told to wait # second for a FIN", "Closing/CloseWait", "finTimeout = #"),
    row("close-wait", "server's program acts after #.", "Closing/CloseWait", "releaseAfter = #"),
    row("half-close", "how many of the # octets", "Closing/HalfClose", "(0 ..< #).map"),
    row("half-close", "in chunks of #, and", "Closing/HalfClose", "chunk = #"),
  ]

  private static let ofLinks = [
    row("bufferbloat", "`wire left right --delay #ms", "Losing/Bufferbloat", "delay = \"#ms\""),
    row("bufferbloat", "--rate #m/0", "Losing/Bufferbloat", "rate = #", per: 1_000_000),
    row("bufferbloat", "--queue #k`", "Losing/Bufferbloat", "deep = #", per: 1024),
    row("bufferbloat", "has room for # KiB", "Losing/Bufferbloat", "shallow = #", per: 1024),
    row("bufferbloat", "asks every # ms", "Losing/Bufferbloat", "interval = \"#ms\""),
    row("bufferbloat", "a stream of # octets", "Losing/Bufferbloat", "let octets = #"),
    row("loss", "octets, # segments, over", "Losing/Loss", "let segments = #"),
    row("loss", "a wire of # ms each way", "Losing/Loss", "delay = \"#ms\""),
    row("reorder", "A server sends # segments", "Losing/Reorder", "let segments = #"),
    row("reorder", "a wire of # ms each way", "Losing/Reorder", "delay = \"#ms\""),
    row("reorder", "--hold-back #ms`", "Losing/Reorder", "hold = \"#ms\""),
    row("reorder", "`wire --reorder #/0", "Losing/Reorder", "percent = \"#/0\""),
    row("mtu", "have links of # octets", "BelowTCP/MTU", "link = #"),
    row("mtu", "is a link of #.", "BelowTCP/MTU", "hop = #"),
    row("mtu", "A sender has # octets", "BelowTCP/MTU", "stream = (0 ..< #)"),
    row("offload", "What to predict # octets go from a sender", "BelowTCP/Offload", "stream = (0 ..< #)"),
    row("ping", "`gotcp-ping -t # --df", "BelowTCP/Ping", "timeToLive = #"),
    row("ping", "--df -s #` leaves", "BelowTCP/Ping", "let short = #"),
    row("ping", "with which TTL? # octets do not fit", "BelowTCP/Ping", "let long = #"),
    row("arp", "here # ms.", "BelowTCP/ARP", "let delay = #"),
  ]

  private static let ofServing = [
    row("blocked-loop", "computes for # ms. Which", "Servers/BlockedLoop", "block = Duration.milliseconds(#)"),
    row("blocked-loop", "`--block-interval #ms`", "Servers/BlockedLoop", "block = Duration.milliseconds(#)"),
    row("blocked-loop", "`server: Hi`. # connections", "Servers/BlockedLoop", "connections = #"),
    row("blocked-loop", "say it every # ms", "Servers/BlockedLoop", "pace = Duration.milliseconds(#)"),
    row("multiplex", "The question # clients connect at once", "Servers/Multiplex", "clients = #"),
    row("prefork", "What to predict # connections,", "Servers/Prefork", "guests = #"),
    row("prefork", "connections, # workers, `SO_REUSEPORT`", "Servers/Prefork", "workers = #"),
    row("prefork", "workers are replaced, # times,", "Servers/Prefork", "restarts = #"),
    row("words", "computes for # ms without", "Servers/Words", "block = Duration.milliseconds(#)"),
    row("fd-leak", "may have # descriptors", "Exhausting/FDLeak", "limit = #"),
    row("fd-leak", "descriptors, # clients come", "Exhausting/FDLeak", "connections = #"),
    row("port-bomb", "tries # times", "Exhausting/PortBomb", "attempts = #"),
    row("port-bomb", "(# to #, set", "Exhausting/PortBomb", "ports: ClosedRange<UInt16> = # ... #"),
    row("ustack-server", "to # clients of another kernel", "UStack/StackServer", "clients = #"),
  ]
}
