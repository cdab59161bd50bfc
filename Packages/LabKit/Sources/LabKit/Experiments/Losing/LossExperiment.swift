internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// The same stream over the same loss: a segment, the tail of the stream, and some by chance, as the kernel and as a
  /// stack in user space mend it.
  public static let loss = Experiment(
    name: "loss",
    question: "What does TCP do about a segment that is lost, and how does it know?",
    hosts: (LossExperiment.sender, LossExperiment.receiver), isCut: true,
    perform: LossExperiment.perform, judge: LossExperiment.judge,
    control: Control(
      "the wire loses nothing",
      perform: { stage throws(Failure) in try LossExperiment.perform(stage) { _ in [] } },
      refutes: ["kernel's reno", "UStack"].flatMap { mender in
        [
          "\(mender), one segment: the third segment is lost", "\(mender), the tail: the last segments are lost",
          "\(mender), chance: what chance takes",
        ]
      } + ["chance takes the same segments"]))
}

/// The parts of `Experiment.loss`; how they are judged stands beside them.
enum LossExperiment {
  static let sender = HostPlan(name: "sender", place: 1)!
  static let receiver = HostPlan(name: "receiver", place: 2)!
  /// The addresses of the stacks in user space, beside the kernels' of the same hosts.
  static let senderStack = IPv4Address(10, 77, 0, 101)
  static let receiverStack = IPv4Address(10, 77, 0, 102)
  /// How long a segment is under way, so that what comes first can be told from what waits for a timer.
  static let delay = "10ms"
  /// Segments that the stream is cut into: the kernel's and the stack's hold as much, on an MTU of 1500 with timestamps.
  static let segments = 40
  static let segmentOctets = 1448
  /// What `gotcp-tcpserver --source` sends, so that all send the same.
  static let stream = (0 ..< segments * segmentOctets).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  /// The stream's CRC-32, as crc32(1) has it.
  static let sum = "442d9442"

  /// Who mends the loss.
  enum Mender: String, CaseIterable {
    case reno = "kernel's reno"
    case cubic = "kernel's cubic"
    case bbr = "kernel's bbr"
    case stack = "UStack"
    /// Reno, of which a receiver in user space tells what it lacks.
    case told = "kernel told by UStack"

    /// What it is tried with: what its part in the others would be, another shows already.
    var troubles: [Trouble] {
      switch self {
      case .reno, .cubic, .bbr, .stack: Trouble.allCases
      case .told: [.one, .chance]
      }
    }

    /// The congestion control that the sending kernel must have.
    var kernelControl: String? {
      switch self {
      case .reno, .told: "reno"
      case .cubic: "cubic"
      case .bbr: "bbr"
      case .stack: nil
      }
    }
  }

  /// What the wire does.
  enum Trouble: String, CaseIterable {
    case one = "one segment"
    case tail = "the tail"
    case chance = "chance"

    /// The words of `wire` for it.
    var words: [String] {
      switch self {
      case .one: ["--drop", "forward:data:3"]
      // And the probe that asks about a tail, which sends its last segment again.
      case .tail:
        ["data:\(segments - 1)", "data:\(segments)", "fin:1", "fin:1:2"].flatMap { ["--drop", "forward:\($0)"] }
      case .chance: ["--loss", "8/0", "--seed", "4"]
      }
    }
  }

  /// One connection.
  struct Round: Hashable, StreamRound {
    var mender: Mender
    var trouble: Trouble

    static let allCases = Mender.allCases.flatMap { mender in
      mender.troubles.map { Round(mender: mender, trouble: $0) }
    }

    var name: String { "\(mender.rawValue), \(trouble.rawValue)" }
    /// Where its sender listens.
    var place: SocketAddress { place(at: mender == .stack ? senderStack : LossExperiment.sender.address, from: 4101) }
  }

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, \.words) }

  /// - Parameter words: what the wire is told of a trouble.
  fileprivate static func perform(_ stage: Stage, _ words: (Trouble) -> [String]) throws(Failure) {
    let file = try stage.makeFile(stream, named: "stream")
    for round in Round.allCases where try isPossible(round.mender, stage.network.first) {
      let wire = try stage.start(
        "wire", ["left", "right", "--delay", delay, "-v"] + words(round.trouble), on: stage.network.middle!,
        as: round.wire, watching: .nothing)
      try stage.require(wire, says: "joined")
      let source = try start(round, file, stage)
      try stage.require(source, says: "listening")
      let sink = try startSink(round, stage)
      if round.mender.kernelControl != nil { stage.noteCongestionControl(at: round.place, on: stage.network.first) }
      stage.waitForEnd(of: sink)
      stage.stop(source)
      stage.stop(wire)
    }
  }

  /// Not each kernel has each algorithm.
  private static func isPossible(_ mender: Mender, _ host: LabHost) throws(Failure) -> Bool {
    guard let control = mender.kernelControl else { return true }
    return try host.use(congestionControl: control, toward: receiver)
  }

  private static func start(_ round: Round, _ file: String, _ stage: Stage) throws(Failure) -> ToolProcess {
    let host = stage.network.first
    guard round.mender == .stack else {
      return try stage.start(
        "halfclose-server", ["-l", "\(round.place)", "-f", file, "-c", "64k", "--once"], on: host, as: round.source)
    }
    return try stage.start(
      "gotcp-tcpserver",
      stackWords(round.place.address) + ["-p", "\(round.place.port)", "--source", "\(stream.count)"], on: host,
      as: round.source, watching: .nothing)
  }

  private static func startSink(_ round: Round, _ stage: Stage) throws(Failure) -> ToolProcess {
    let host = stage.network.second
    guard round.mender == .told else {
      return try stage.start("halfclose-client", ["-s", "\(round.place)", "-b", "64k"], on: host, as: round.sink)
    }
    return try stage.start(
      "gotcp-tcpclient",
      stackWords(receiverStack) + [
        "--addr", "\(round.place.address)", "-p", "\(round.place.port)", "--sink",
      ],
      on: host, as: round.sink, watching: .nothing)
  }

  private static func stackWords(_ address: some CustomStringConvertible) -> [String] {
    ["-i", HostPlan.interface, "--address", "\(address)/\(HostPlan.prefixLength)", "--mtu", "1500"]
  }
}
