internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A file goes one way while the other is closed, with each side as the first to close, and both at once.
  public static let halfClose = Experiment(
    name: "half-close",
    question: "What still passes when one direction is closed, and what if both sides close at the same time?",
    hosts: (HalfCloseExperiment.client, HalfCloseExperiment.server),
    perform: HalfCloseExperiment.perform, judge: HalfCloseExperiment.judge,
    control: Control(
      "the client closes both halves",
      perform: { stage throws(Failure) in try HalfCloseExperiment.perform(stage, [.client: ["-r", "250ms"]]) },
      refutes: ["client first: the file arrives whole", "client first: no reset"]))
}

/// The parts of `Experiment.halfClose`; how they are judged stands beside them.
enum HalfCloseExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  /// No chunk's length divides the file's: who sends the last one whole sends octets that are not in it.
  static let chunk = 2048
  /// After each chunk but the last, so that the file takes 600 ms: all the other times are to lie within.
  static let pause = "150ms"
  /// Not the same in any two chunks, so that one in another's place is found.
  static let file = (0 ..< 10_001).map { UInt8(truncatingIfNeeded: ($0 * 2_654_435_761) >> 16) }
  /// The file's CRC-32, as crc32(1) has it.
  static let sum = "811d8777"

  /// Who closes first.
  enum Round: String, CaseIterable {
    case client = "client first"
    case server = "server first"
    case both = "both at once"

    /// Where its server listens.
    var place: SocketAddress {
      SocketAddress(HalfCloseExperiment.server.address, port: 4001 + UInt16(Self.allCases.firstIndex(of: self)!))
    }

    /// What its tools are filed under.
    var sender: String { "server, \(rawValue)" }
    var receiver: String { "client, \(rawValue)" }

    /// How many ends each host has in TIME_WAIT behind this round and those before it.
    var waiting: (client: Int, server: Int) {
      switch self {
      case .client: (1, 0)
      case .server: (1, 1)
      case .both: (2, 2)
      }
    }

    /// What its client is told to do.
    var options: [String] {
      switch self {
      case .client: ["-w", "250ms"]
      case .server: ["--echo"]
      case .both: []
      }
    }
  }

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, [:]) }

  /// - Parameter further: options of a round's client, beside its own.
  fileprivate static func perform(_ stage: Stage, _ further: [Round: [String]]) throws(Failure) {
    // Otherwise a late ACK draws a RST that ends TIME_WAIT early (RFC 1337).
    for host in stage.network.hosts { try host.set("net.ipv4.tcp_rfc1337", to: "1") }
    let path = try stage.makeFile(file, named: "file")
    for round in Round.allCases {
      let words = ["-l", "\(round.place)", "-f", path, "-c", "\(chunk)", "-i", pause, "--once", "-v"]
      let sender = try stage.start("halfclose-server", words, on: stage.network.second, as: round.sender)
      try stage.require(sender, says: "listening")
      let receiver = try stage.start(
        "halfclose-client", ["-s", "\(round.place)", "-b", "4k"] + round.options + (further[round] ?? []),
        on: stage.network.first,
        as: round.receiver)
      stage.wait(for: receiver, toSay: "connected")
      switch round {
      case .client: break
      case .server: holdProgram(receiver, stage)
      case .both: try holdWire(sender, receiver, stage)
      }
      stage.waitForEnd(of: receiver)
      stage.waitForEnd(of: sender)
      stage.wait(for: round.waiting.client, in: .timeWait, on: stage.network.first)
      stage.wait(for: round.waiting.server, in: .timeWait, on: stage.network.second)
      stage.stop(sender)
    }
  }

  /// The client's program stands still until the server's FIN has come: what it echoes then goes out behind that.
  private static func holdProgram(_ receiver: ToolProcess, _ stage: Stage) {
    receiver.send(.stop)
    stage.wait(for: 1, in: .closeWait, on: stage.network.first)
    stage.wait(for: 1, in: .finWait2, on: stage.network.second)
    receiver.send(.resume)
  }

  /// The wire stands still until both sides have closed: neither FIN has come when the other leaves. Only the last chunk
  /// is held with them, and only for a moment: what waits for 200 ms is sent again.
  private static func holdWire(
    _ sender: ToolProcess, _ receiver: ToolProcess, _ stage: Stage
  ) throws(Failure) {
    let (client, server) = (stage.network.first, stage.network.second)
    stage.wait(for: sender, toSay: "sent", times: file.count / chunk)
    sender.send(.stop)
    try stage.network.hold()
    sender.send(.resume)
    stage.wait(for: 1, in: .finWait1, on: server)
    receiver.send(.terminate)
    stage.wait(for: 1, in: .finWait1, on: client)
    try stage.network.release(client)
    stage.wait(for: 1, in: .closing, on: server)
    try stage.network.release(server)
  }
}
