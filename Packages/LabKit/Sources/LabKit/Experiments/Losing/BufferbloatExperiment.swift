internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Echoes beside a stream that fills the queue before a slow link, under each congestion control that the kernel has.
  public static let bufferbloat = Experiment(
    name: "bufferbloat",
    question: "A queue never drops anything: who waits in it, and for how long?",
    hosts: (BufferbloatExperiment.sender, BufferbloatExperiment.receiver), isCut: true,
    perform: { stage throws(Failure) in try BufferbloatExperiment.perform(stage, queue: BufferbloatExperiment.deep) },
    judge: BufferbloatExperiment.judge,
    control: Control(
      "the queue is short",
      perform: { stage throws(Failure) in
        try BufferbloatExperiment.perform(stage, queue: BufferbloatExperiment.shallow)
      },
      refutes: ["reno: beside", "reno: nothing", "cubic: beside", "bbr waits"]))
}

/// The parts of `Experiment.bufferbloat`; how they are judged stands beside them.
enum BufferbloatExperiment {
  static let sender = HostPlan(name: "sender", place: 1)!
  static let receiver = HostPlan(name: "receiver", place: 2)!
  /// Who asks for echoes, beside the sender's kernel.
  static let asker = IPv4Address(10, 77, 0, 101)
  /// How long a frame is under way, each way.
  static let delay = "5ms"
  /// Bits a second toward the receiver; back, nothing limits.
  static let rate = 20_000_000
  /// Octets that wait for it at most: 210 ms of that rate, and 13 ms.
  static let deep = 512 << 10
  static let shallow = 32 << 10
  /// A second and a fifth at that rate.
  static let octets = 3_000_000
  /// Echoes before the stream begins.
  static let restEchoes = 5
  static let interval = "20ms"

  /// Who decides how much is under way.
  enum Algorithm: String, StreamRound {
    case reno, cubic, bbr

    /// Where its sender listens.
    var place: SocketAddress { place(at: BufferbloatExperiment.sender.address, from: 4501) }

    /// What its `gotcp-ping` is filed under, beside the others.
    var echoes: String { "echoes, \(rawValue)" }
  }

  static func perform(_ stage: Stage, queue: Int) throws(Failure) {
    let file = try stage.makeFile([UInt8](repeating: 7, count: octets), named: "file")
    // Each round is to begin as the first.
    try stage.network.first.set("net.ipv4.tcp_no_metrics_save", to: "1")
    for algorithm in Algorithm.allCases
    where try stage.network.first.use(congestionControl: algorithm.rawValue, toward: receiver) {
      let wire = try stage.start(
        "wire",
        ["left", "right", "--delay", delay, "--rate", "\(rate)/0", "--queue", "\(queue)"], on: stage.network.middle!,
        as: algorithm.wire, watching: .nothing)
      try stage.require(wire, says: "joined")
      let echoes = try stage.start(
        stack: "gotcp-ping", ["-d", "\(receiver.address)", "--interval", interval], at: asker, on: stage.network.first,
        as: algorithm.echoes)
      stage.wait(for: echoes, toSay: "reply", times: restEchoes)
      try send(file, algorithm, stage)
      stage.stop(echoes)
      stage.stop(wire)
    }
  }

  private static func send(_ file: String, _ algorithm: Algorithm, _ stage: Stage) throws(Failure) {
    let source = try stage.start(
      "halfclose-server", ["-l", "\(algorithm.place)", "-f", file, "-c", "0", "--once"], on: stage.network.first,
      as: algorithm.source)
    try stage.require(source, says: "listening")
    let sink = try stage.start(
      "halfclose-client", ["-s", "\(algorithm.place)", "-b", "64k"], on: stage.network.second, as: algorithm.sink,
      watching: .nothing)
    stage.wait(for: sink, toSay: "connected")
    stage.noteCongestionControl(at: algorithm.place, on: stage.network.first)
    stage.waitForEnd(of: sink)
    stage.stop(source)
  }
}
