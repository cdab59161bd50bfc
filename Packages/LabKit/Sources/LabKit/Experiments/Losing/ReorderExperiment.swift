internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A stream in which segments are overtaken, by one and by many, as the kernel and a stack in user space take it.
  public static let reorder = Experiment(
    name: "reorder",
    question: "A segment is overtaken on the way: when does its sender take it for lost, and how does it learn better?",
    hosts: (ReorderExperiment.sender, ReorderExperiment.receiver), isCut: true,
    perform: { stage throws(Failure) in try ReorderExperiment.perform(stage, reordering: true) },
    judge: ReorderExperiment.judge,
    control: Control(
      "the wire keeps the order",
      perform: { stage throws(Failure) in try ReorderExperiment.perform(stage, reordering: false) },
      refutes: ReorderExperiment.Mender.allCases.flatMap { mender in
        ["by one: one", "by many: the first", "by many: the receiver"].map { "\(mender.rawValue), \($0)" }
      } + ["kernel, by many: the second"]))
}

/// The parts of `Experiment.reorder`; how they are judged stands beside them.
enum ReorderExperiment {
  static let sender = HostPlan(name: "sender", place: 1)!
  static let receiver = HostPlan(name: "receiver", place: 2)!
  /// The stack's address, beside the sending host's own.
  static let stack = IPv4Address(10, 77, 0, 101)
  /// How long a segment is under way. A sender that has seen the path reorder waits for a quarter of both ways, 60 ms.
  static let delay = "120ms"
  /// How long a segment is held back: half of that, so that a busy machine is not late for either.
  static let hold = "30ms"
  static let segments = 60
  static let segmentOctets = 1448
  /// What `gotcp-tcpserver --source` sends, so that both send the same.
  static let stream = (0 ..< segments * segmentOctets).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  /// The stream's CRC-32, as crc32(1) has it.
  static let sum = "b4bac7de"

  /// Who sends.
  enum Mender: String, CaseIterable {
    case kernel = "kernel"
    case stack = "UStack"
  }

  /// What the wire does.
  enum Trouble: String, CaseIterable {
    case one = "by one"
    case many = "by many"

    /// The segments that are held back, from 0: what this share of chance takes with this seed. Ten leave at once, so the
    /// ninth has one behind it, and the fourth six.
    var held: [Int] { self == .one ? [8] : [3, 26] }
    var seed: Int { self == .one ? 423 : 466 }
    static let percent = "3/0"
  }

  /// One connection.
  struct Round: Hashable, StreamRound {
    var mender: Mender
    var trouble: Trouble

    static let allCases = Mender.allCases.flatMap { mender in
      Trouble.allCases.map { Round(mender: mender, trouble: $0) }
    }

    var name: String { "\(mender.rawValue), \(trouble.rawValue)" }
    /// Where its sender listens.
    var place: SocketAddress { place(at: mender == .stack ? ReorderExperiment.stack : sender.address, from: 4301) }
  }

  static func perform(_ stage: Stage, reordering: Bool) throws(Failure) {
    let file = try stage.makeFile(stream, named: "stream")
    for round in Round.allCases {
      let chance = reordering ? ["--reorder", Trouble.percent] : []
      let wire = try stage.start(
        "wire",
        ["left", "right", "--delay", delay, "--hold-back", hold, "--seed", "\(round.trouble.seed)", "-v"] + chance,
        on: stage.network.middle!, as: round.wire, watching: .nothing)
      try stage.require(wire, says: "joined")
      let source = try start(round, file, stage)
      try stage.require(source, says: "listening")
      let sink = try stage.start(
        "halfclose-client", ["-s", "\(round.place)", "-b", "64k"], on: stage.network.second, as: round.sink)
      stage.waitForEnd(of: sink)
      stage.stop(source)
      stage.stop(wire)
    }
  }

  private static func start(_ round: Round, _ file: String, _ stage: Stage) throws(Failure) -> ToolProcess {
    let host = stage.network.first
    switch round.mender {
    case .kernel:
      return try stage.start(
        "halfclose-server", ["-l", "\(round.place)", "-f", file, "-c", "128k", "--once"], on: host, as: round.source)
    case .stack:
      return try stage.start(
        stack: "gotcp-tcpserver",
        ["--mtu", "1500", "-p", "\(round.place.port)", "--source", "\(stream.count)"], at: stack, on: host,
        as: round.source)
    }
  }
}
