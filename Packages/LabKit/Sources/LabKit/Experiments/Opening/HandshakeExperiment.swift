internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A connection opens over a wire that loses one of the three segments, each in its turn.
  public static let handshake = Experiment(
    name: "handshake",
    question: "What do the three segments that open a connection say, and what does it cost to lose one?",
    hosts: (HandshakeExperiment.client, HandshakeExperiment.server), isCut: true,
    perform: HandshakeExperiment.perform, judge: HandshakeExperiment.judge,
    control: Control(
      "nothing is lost",
      perform: { stage throws(Failure) in try HandshakeExperiment.perform(stage, losing: { _ in nil }) },
      refutes: [
        "the SYN is lost: the SYN is sent again", "the SYN ACK is lost: both sides",
        "the SYN ACK is lost: meanwhile", "the ACK is lost: it costs nothing",
        "the ACK is lost, and the client is silent:",
      ]),  // A listener of UStack's keeps what is half open to itself.
    kernelClaims: [
      "the SYN ACK is lost: meanwhile the server waits", "the ACK is lost, and the client is silent: meanwhile",
    ])
}

/// The parts of `Experiment.handshake`; how they are judged stands beside them.
enum HandshakeExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let place = SocketAddress(server.address, port: 8080)
  static let line = "hello"
  static let tool = "echo-server"

  /// One connection, over a wire of its own.
  enum Round: String, CaseIterable {
    case whole = "nothing is lost"
    case first = "the SYN is lost"
    case second = "the SYN ACK is lost"
    case third = "the ACK is lost"
    case silence = "the ACK is lost, and the client is silent"

    /// What `wire` is told to lose.
    var loss: String? {
      switch self {
      case .whole: nil
      case .first: "forward:syn:1"
      case .second: "backward:syn:1"
      case .third, .silence: "forward:ack:1"
      }
    }

    /// What its tools are filed under.
    var wire: String { "wire, \(rawValue)" }
    var caller: String { "client, \(rawValue)" }
  }

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, losing: \.loss) }

  /// - Parameter loss: what the wire of each round loses.
  static func perform(_ stage: Stage, losing loss: (Round) -> String?) throws(Failure) {
    let listener = try stage.start(tool, ["-l", "\(place)"], on: stage.network.second)
    try stage.require(listener, says: "listening")
    for round in Round.allCases {
      let drops = loss(round).map { ["--drop", $0] } ?? []
      let wire = try stage.start(
        "wire", ["left", "right", "-v"] + drops, on: stage.network.middle!, as: round.wire, watching: .nothing)
      try stage.require(wire, says: "joined")
      try connect(round, stage)
      stage.stop(wire)
    }
    stage.stop(listener)
  }

  /// Says a line as soon as there is a connection, or only when the server has one, too; and closes.
  private static func connect(_ round: Round, _ stage: Stage) throws(Failure) {
    let caller = try stage.start(
      "echo-client", ["\(place)", "--timeout", "4s"], on: stage.network.first, as: round.caller, feeding: true)
    if round == .silence {
      stage.wait(for: caller, toSay: "connected")
      stage.wait(for: 1, in: .established, on: stage.network.second)
    }
    caller.send("\(line)\n")
    stage.wait(for: caller, toSay: "reply")
    caller.closeInput()
    stage.waitForEnd(of: caller)
    // The next wire must not carry the end of this connection.
    stage.wait(forAtMost: 0, in: .lastAck, on: stage.network.second)
  }
}
