internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Seven connections that end by RST, each for another reason.
  public static let rst = Experiment(
    name: "rst",
    question: "Who sends RST, for what reasons, and what can be read from the segment?",
    hosts: (ResetExperiment.client, ResetExperiment.server), isCut: true,
    perform: ResetExperiment.perform, judge: ResetExperiment.judge,
    control: Control(
      "everybody waits for the other's end",
      perform: { stage throws(Failure) in try ResetExperiment.performPolitely(stage) },
      refutes: ResetExperiment.Way.allCases.map { "\($0.rawValue):" }))
}

/// The parts of `Experiment.rst`; how they are judged stands beside them.
enum ResetExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let listener = "server"
  static let victim = "server that is killed"
  static let wires = ["wire", "second wire", "slow wire"]
  /// On the last wire: both SYNs of the twins come to the server before either ACK.
  static let delay = "100ms"
  /// The queue of the listener that overflows: it holds one more.
  static let backlog = 2
  static let other = "other twin"
  static let early = "early clients"

  /// Why the server's kernel sends RST.
  enum Way: String, CaseIterable {
    case closed = "nobody listens"
    case unread = "the program closes, and has not read all"
    case killed = "the program is killed, and has not read all"
    case linger = "the program closes with SO_LINGER 0"
    case late = "octets come behind the server's close"
    case forgotten = "octets come to a host that remembers nothing"
    case overflow = "the ACK finds the queue full, and tcp_abort_on_overflow is set"

    /// What its client is filed under.
    var caller: String { "client, \(rawValue)" }
    var place: SocketAddress {
      SocketAddress(server.address, port: 4101 + UInt16(Self.allCases.firstIndex(of: self)!))
    }
    /// Whether it answers a segment that has no business here, and not a call of the program.
    var isAnswer: Bool { [.closed, .late, .forgotten, .overflow].contains(self) }
    /// What the client's program hears, at its next call.
    var errno: String { self == .closed ? "ECONNREFUSED" : self == .late ? "EPIPE" : "ECONNRESET" }
  }

  static func perform(_ stage: Stage) throws(Failure) {
    try stage.network.second.set("net.ipv4.tcp_abort_on_overflow", to: "1")
    let server = try stage.startCaller(listener, on: stage.network.second)
    var wire = try join(0, [], stage)
    let refused = try stage.startCaller(Way.closed.caller, on: stage.network.first)
    stage.call(refused, "connect c \(Way.closed.place)")
    stage.end(refused)

    for way in [Way.unread, .linger, .late, .forgotten] {
      let client = try connect(way, server, stage)
      switch way {
      case .unread:
        stage.call(client, "send c 10")
        stage.call(server, "read \(way) 5", "close \(way)")
      case .linger: stage.call(server, "set \(way) linger 0", "close \(way)")
      case .late:
        stage.call(server, "close \(way)")
        stage.call(client, "read c 1")
        // It must have been found there, or its being gone says nothing.
        stage.wait(for: 1, in: .closeWait, on: stage.network.first)
        stage.call(client, "send c 10")
        stage.wait(forAtMost: 0, in: .closeWait, on: stage.network.first)
      default:
        // Its RST is lost with the cable, and then there is nothing left that could be sent again.
        stage.stop(wire)
        stage.call(server, "set \(way) linger 0", "close \(way)")
        wire = try join(1, [], stage)
        stage.call(client, "send c 10")
      }
      stage.call(client, way == .late ? "send c 1" : "read c 1")
      stage.end(client)
    }
    try kill(stage)
    stage.stop(wire)
    try overflow(server, stage)
    stage.end(server)
  }

  private static func join(_ number: Int, _ options: [String], _ stage: Stage) throws(Failure) -> ToolProcess {
    let wire = try stage.start(
      "wire", ["left", "right"] + options, on: stage.network.middle!, as: wires[number], watching: .nothing)
    try stage.require(wire, says: "joined")
    return wire
  }

  private static func connect(_ way: Way, _ server: ToolProcess, _ stage: Stage) throws(Failure) -> ToolProcess {
    stage.call(server, "listen l-\(way) \(way.place)")
    let client = try stage.startCaller(way.caller, on: stage.network.first)
    stage.call(client, "connect c \(way.place)")
    stage.call(server, "accept \(way) l-\(way)")
    return client
  }

  private static func kill(_ stage: Stage) throws(Failure) {
    let server = try stage.startCaller(victim, on: stage.network.second)
    let client = try connect(.killed, server, stage)
    stage.call(client, "send c 10")
    stage.call(server, "read \(Way.killed) 5")
    stage.kill(Int(server.pid))
    stage.call(client, "read c 1")
    stage.end(client)
    stage.waitForEnd(of: server)
  }

  /// Two come at once where there is one place left.
  private static func overflow(_ server: ToolProcess, _ stage: Stage) throws(Failure) {
    let wire = try join(2, ["--delay", delay], stage)
    stage.call(server, "listen l \(Way.overflow.place) \(backlog)")
    let early = try stage.startCaller(early, on: stage.network.first)
    for number in 1 ... backlog { stage.call(early, "connect c\(number) \(Way.overflow.place)") }
    var twins: [ToolProcess] = []
    for label in [Way.overflow.caller, other] {
      twins.append(try stage.startCaller(label, on: stage.network.first))
    }
    for twin in twins { stage.begin(twin, "connect c \(Way.overflow.place)") }
    for twin in twins { stage.wait(for: twin, toSay: "connected") }
    // One of them hears that it is not, a round trip later.
    for twin in twins { stage.begin(twin, "read c 1") }
    stage.waitForAny(of: twins, toSay: "failed")
    for process in twins + [early] { stage.stop(process) }
    stage.stop(wire)
  }

  /// The same seven connections, of which nobody is let down.
  static func performPolitely(_ stage: Stage) throws(Failure) {
    let server = try stage.startCaller(listener, on: stage.network.second)
    let wire = try join(0, [], stage)
    for way in Way.allCases {
      let client = try connect(way, server, stage)
      stage.call(client, "send c 10", "shutdown c writing")
      stage.call(server, "read \(way) 11", "close \(way)")
      stage.call(client, "read c 1")
      stage.end(client)
    }
    stage.stop(wire)
    stage.end(server)
  }
}
