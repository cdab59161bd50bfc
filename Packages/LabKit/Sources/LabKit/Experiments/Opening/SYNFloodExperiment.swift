internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// SYNs from addresses that never answer fill a server's queue; and the same with cookies.
  public static let synFlood = Experiment(
    name: "syn-flood",
    question:
      "SYNs come from senders who do not mean it: who is still let in, and what does it cost to ask each of them?",
    hosts: (SYNFloodExperiment.client, SYNFloodExperiment.server),
    perform: SYNFloodExperiment.perform, judge: SYNFloodExperiment.judge,
    control: Control(
      "nobody floods",
      perform: { stage throws(Failure) in try SYNFloodExperiment.perform(stage, flooding: false) },
      refutes: [
        "without cookies: the queue", "without cookies: what comes", "without cookies: who means it",
        "with cookies: every SYN", "with cookies: no more",
      ]))
}

/// The parts of `Experiment.synFlood`; how they are judged stands beside them.
enum SYNFloodExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  /// Addresses of the client's host from which nothing leaves but SYNs.
  static let sources = 11 ... 13
  /// How many of them: many times what the queue holds.
  static let flood = 300
  /// The length of the server's queue for connections that nobody has accepted, which is also that of those half open.
  static let backlog = 16
  static let line = "I am real"
  /// Longer than a SYN waits before it is sent again.
  static let patience = "1500ms"

  /// With what the server meets the flood.
  enum Round: String, CaseIterable {
    case memory = "without cookies"
    case cookies = "with cookies"

    var place: SocketAddress {
      SocketAddress(server.address, port: 8080 + UInt16(Self.allCases.firstIndex(of: self)!))
    }
    var listener: String { "server, \(rawValue)" }
    var flooder: String { "flood, \(rawValue)" }
    var caller: String { "client, \(rawValue)" }
  }

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, flooding: true) }

  static func perform(_ stage: Stage, flooding: Bool) throws(Failure) {
    let (client, server) = (stage.network.first, stage.network.second)
    for place in sources { try client.add(IPv4Address(10, 77, 0, UInt8(place))) }
    // Their host would answer the SYN ACK; to the server they are to be senders who are not there.
    try client.drop(
      leaving: "ip saddr 10.77.0.\(sources.lowerBound)-10.77.0.\(sources.upperBound) "
        + "tcp flags & (fin|syn|rst|ack) != syn")
    for round in Round.allCases {
      try server.set("net.ipv4.tcp_syncookies", to: round == .cookies ? "1" : "0")
      let listener = try stage.start(
        "echo-server", ["-l", "\(round.place)", "--backlog", "\(backlog)"], on: server, as: round.listener)
      try stage.require(listener, says: "listening")
      if flooding { try begin(round, stage) }
      try call(round, stage)
      stage.stop(listener)
    }
  }

  private static func begin(_ round: Round, _ stage: Stage) throws(Failure) {
    let words = [
      "\(round.place)", "-n", "\(flood)", "-c", "\(flood)", "--sources",
      "10.77.0.\(sources.lowerBound)-10.77.0.\(sources.upperBound)",
    ]
    let flooder = try stage.start("port-bomb", words, on: stage.network.first, as: round.flooder, watching: .nothing)
    switch round {
    case .memory: stage.wait(for: backlog, in: .synReceived, on: stage.network.second)
    // Each of them is answered, and is over for who asked.
    case .cookies: stage.waitForEnd(of: flooder)
    }
  }

  /// One who means it, from the host's own address.
  private static func call(_ round: Round, _ stage: Stage) throws(Failure) {
    let caller = try stage.start(
      "echo-client", ["\(round.place)", "--timeout", patience], on: stage.network.first, as: round.caller, feeding: true
    )
    caller.send("\(line)\n")
    caller.closeInput()
    stage.waitForEnd(of: caller)
  }
}
