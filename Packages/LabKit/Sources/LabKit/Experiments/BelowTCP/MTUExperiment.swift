internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// The same stream over a hop that carries less than both ends do: one that says so, one that does not, and a sender
  /// that finds out alone.
  public static let mtu = Experiment(
    name: "mtu",
    question: "A hop on the way carries shorter datagrams than both ends: who learns of it, and how?",
    hosts: (MTUExperiment.sender, MTUExperiment.receiver), isCut: true,
    perform: { stage throws(Failure) in try MTUExperiment.perform(stage, hop: MTUExperiment.hop) },
    judge: MTUExperiment.judge,
    control: Control(
      "the hop carries what both ends do",
      perform: { stage throws(Failure) in try MTUExperiment.perform(stage, hop: MTUExperiment.link) },
      refutes: [
        "the router tells: it returns", "the router tells: what was returned",
        "the router is silent: the first segment", "the router is silent: so the connection",
        "the sender probes: after timeouts",
      ]))
}

/// The parts of `Experiment.mtu`; how they are judged stands beside them.
enum MTUExperiment {
  static let sender = HostPlan(name: "sender", place: 1)!
  static let receiver = HostPlan(name: "receiver", place: 2)!
  /// Octets of a datagram that the hop carries. A segment of `net.ipv4.tcp_base_mss`, 1024, fits: what a sender tries
  /// first when it finds out alone.
  static let hop = 1200
  /// What the hosts' own interfaces carry.
  static let link = 1500
  static let stream = (0 ..< 24_000).map { UInt8(truncatingIfNeeded: ($0 * 2_654_435_761) >> 16) }
  /// The stream's CRC-32, as crc32(1) has it.
  static let sum = "691ec1ec"
  /// How long it is watched that nothing arrives: the kernel sends again after 0.2, 0.6 and 1.4 s.
  static let patience = Duration.milliseconds(1500)

  /// What the router and the sender do.
  enum Round: String, StreamRound {
    /// The router says what does not fit, and the sender hears it.
    case told = "the router tells"
    /// It is kept from saying so.
    case hole = "the router is silent"
    /// It is, and the sender is allowed to find out alone.
    case probing = "the sender probes"

    /// Where its sender listens.
    var place: SocketAddress { place(at: MTUExperiment.sender.address, from: 4201) }

    /// Whether the stream is expected to come to its end.
    var ends: Bool { self != .hole }
  }

  static func perform(_ stage: Stage, hop: Int) throws(Failure) {
    let host = stage.network.first
    try stage.network.route(overHopOf: hop)
    // A black hole is suspected after two timeouts, not after four: 0.6 s instead of 3.
    try host.set("net.ipv4.tcp_retries1", to: "1")
    // Each round is to begin as the first.
    try host.set("net.ipv4.tcp_no_metrics_save", to: "1")
    let file = try stage.makeFile(stream, named: "file")
    for round in Round.allCases {
      try host.set("net.ipv4.route.flush", to: "1")
      try host.set("net.ipv4.tcp_mtu_probing", to: round == .probing ? "1" : "0")
      if round == .hole { try stage.network.middle!.drop(leaving: "icmp type destination-unreachable") }
      try send(file, round, stage)
    }
  }

  private static func send(_ file: String, _ round: Round, _ stage: Stage) throws(Failure) {
    let source = try stage.start(
      "halfclose-server", ["-l", "\(round.place)", "-f", file, "-c", "64k", "--once", "--grace", "0"],
      on: stage.network.first, as: round.source)
    try stage.require(source, says: "listening")
    let sink = try stage.start(
      "halfclose-client", ["-s", "\(round.place)", "-b", "64k", "--grace", "0"], on: stage.network.second,
      as: round.sink)
    if round.ends {
      stage.waitForEnd(of: sink)
    } else {
      stage.wait(for: sink, toSay: "connected")
      stage.watch(for: patience)
      stage.stop(sink)
    }
    stage.stop(source)
  }
}
