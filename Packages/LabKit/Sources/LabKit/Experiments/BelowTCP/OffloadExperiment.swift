internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// The same stream with segments and checksums left to a card, put together at the receiver, and neither; captured at
  /// both ends.
  public static let offload = Experiment(
    name: "offload",
    question: "Why does a capture show segments of 64 KiB and wrong checksums, and is that what passes the wire?",
    hosts: (OffloadExperiment.sender, OffloadExperiment.receiver),
    perform: { stage throws(Failure) in try OffloadExperiment.perform(stage, offloading: true) },
    judge: OffloadExperiment.judge,
    control: Control(
      "nothing is left to a card",
      perform: { stage throws(Failure) in try OffloadExperiment.perform(stage, offloading: false) },
      refutes: [
        "left to a card: the sender's capture", "left to a card: its checksums", "left to a card: the receiver's",
        "put together: the receiver's",
      ]))
}

/// The parts of `Experiment.offload`; how they are judged stands beside them.
enum OffloadExperiment {
  static let sender = HostPlan(name: "sender", place: 1)!
  static let receiver = HostPlan(name: "receiver", place: 2)!
  static let stream = (0 ..< 400_000).map { UInt8(truncatingIfNeeded: ($0 * 2_654_435_761) >> 16) }
  /// The stream's CRC-32, as crc32(1) has it.
  static let sum = "54b8b061"
  /// The longest frame that the link carries: an MTU of 1500 behind the Ethernet header.
  static let frameMax = 1514
  /// What the captures at the two ends are filed under. The run's own began when nothing was left to a card, and has room
  /// for no more of a frame than the link carries.
  static let atSender = "sender"
  static let atReceiver = "receiver"

  /// Who cuts, sums and joins.
  enum Round: String, StreamRound {
    /// The kernel does all of it, as in every other experiment.
    case plain = "nothing is left"
    /// The sender's kernel leaves cutting and summing to its interface.
    case left = "left to a card"
    /// The receiver's kernel puts together what came in one turn.
    case joined = "put together"

    /// Where its sender listens.
    var place: SocketAddress { place(at: OffloadExperiment.sender.address, from: 4401) }

    /// What the sender's interface is said to do, and the receiver's.
    var offloads: (sender: [Offload], receiver: [Offload]) {
      switch self {
      case .plain: ([], [])
      case .left: ([.transmitChecksum, .scatterGather, .segmentation, .genericSegmentation], [.receiveChecksum])
      case .joined: ([], [.genericReceive])
      }
    }
  }

  static func perform(_ stage: Stage, offloading: Bool) throws(Failure) {
    let file = try stage.makeFile(stream, named: "file")
    for host in stage.network.hosts { try host.set(offloads: Offload.allCases) }
    let captures = [
      try stage.capture(on: stage.network.first, as: atSender),
      try stage.capture(on: stage.network.second, as: atReceiver),
    ]
    for round in Round.allCases {
      let offloads = (offloading ? round : .plain).offloads
      try stage.network.first.set(offloads: offloads.sender)
      try stage.network.second.set(offloads: offloads.receiver)
      let source = try stage.start(
        "halfclose-server", ["-l", "\(round.place)", "-f", file, "-c", "512k", "--once"], on: stage.network.first,
        as: round.source)
      try stage.require(source, says: "listening")
      let sink = try stage.start(
        "halfclose-client", ["-s", "\(round.place)", "-b", "64k"], on: stage.network.second, as: round.sink)
      stage.waitForEnd(of: sink)
      stage.stop(source)
    }
    for capture in captures { stage.stop(capture) }
  }
}
