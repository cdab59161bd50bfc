internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Where the Ethernet address behind an IPv4 address comes from, how long it is believed, and what happens when nobody
  /// answers or another station takes the address over.
  public static let arp = Experiment(
    name: "arp",
    question: "Which station is behind an address, how long is that believed, and what if nobody is?",
    hosts: (ARPExperiment.client, ARPExperiment.server),
    perform: { stage throws(Failure) in try ARPExperiment.perform(stage, knowing: .stale) }, judge: ARPExperiment.judge,
    control: Control(
      "all stations are written down for good",
      perform: { stage throws(Failure) in try ARPExperiment.perform(stage, knowing: .permanent) },
      refutes: [
        "the first", "who was asked", "an acknowledgment", "without one", "nobody", "then connect", "an announcement",
      ]))
}

/// The parts of `Experiment.arp`; how they are judged stands beside them.
enum ARPExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let place = SocketAddress(server.address, port: 8080)
  /// Nobody's.
  static let nobody = IPv4Address(10, 77, 0, 99)
  /// The station that takes the server's place.
  static let successor = MACAddress(0x02_00_00_00_00_22)
  /// How long the client waits for something to come back from a neighbour that it is not sure of.
  static let delay = 600

  /// Lines that go and come back, the last from the station that took the server's place.
  static let lines = 3

  /// What the client's knowledge is noted under.
  enum Moment: String, CaseIterable {
    case before, answered, aged, confirmed, agedAgain = "aged again", probed, moved, missed

    var address: IPv4Address { self == .missed ? nobody : server.address }
  }

  /// What its tools are filed under.
  static let caller = "caller of nobody"

  /// - Parameter state: how what is known of a station is believed in: in the control, for good.
  static func perform(_ stage: Stage, knowing state: Neighbor.State) throws(Failure) {
    let host = stage.network.first
    try host.setNeighborDelay(milliseconds: delay)
    if state == .permanent {
      try host.set(server.address, to: server.hardwareAddress, state)
      try host.set(nobody, to: MACAddress(0x02_00_00_00_00_63), state)
    }
    // It takes three seconds, in which all the rest happens.
    let missing = try stage.start(
      "port-bomb", ["\(nobody):9", "-n", "1", "--timeout", "6s"], on: host, as: caller)
    try note(.before, stage)
    let listener = try stage.start("echo-server", ["-l", "\(place)"], on: stage.network.second)
    try stage.require(listener, says: "listening")
    let talker = try stage.start("echo-client", ["\(place)"], on: host, feeding: true)
    stage.wait(for: talker, toSay: "connected")
    try note(.answered, stage)
    try age(state, .aged, stage)
    // What comes back counts when the next segment leaves: the second line says for the first that it was acknowledged.
    for line in 1 ... 2 {
      talker.send("line \(line)\n")
      stage.wait(for: talker, toSay: "reply", times: line)
      if line == 1 { stage.watch(for: .milliseconds(delay / 3)) }
    }
    try settle(.confirmed, stage)
    try age(state, .agedAgain, stage)
    let ping = try stage.start(program: "ping", ["-n", "-c", "1", "-w", "5", "\(server.address)"], on: host)
    stage.waitForEnd(of: ping)
    try settle(.probed, stage)
    try move(talker, stage)
    stage.waitForEnd(of: missing)
    try note(.missed, stage)
    talker.closeInput()
    if !stage.waitForEnd(of: talker) { stage.stop(talker) }
    stage.stop(listener)
  }

  private static func note(_ moment: Moment, _ stage: Stage) throws(Failure) {
    try stage.note(moment.address, of: stage.network.first, when: moment.rawValue)
  }

  /// As if half a minute had passed.
  private static func age(_ state: Neighbor.State, _ moment: Moment, _ stage: Stage) throws(Failure) {
    try stage.network.first.set(server.address, to: server.hardwareAddress, state)
    try note(moment, stage)
  }

  private static func settle(_ moment: Moment, _ stage: Stage) throws(Failure) {
    try stage.wait(for: server.address, of: stage.network.first) { neighbor in
      neighbor.map { $0.state == .reachable || $0.state == .permanent } ?? false
    }
    try note(moment, stage)
  }

  /// Another station takes the server's place, and the connection goes on if the client has heard of it.
  private static func move(_ talker: ToolProcess, _ stage: Stage) throws(Failure) {
    try stage.network.second.announce(moveTo: successor)
    try stage.wait(for: server.address, of: stage.network.first) { neighbor in
      neighbor.map { $0.hardware == successor || $0.state == .permanent } ?? false
    }
    try note(.moved, stage)
    talker.send("to another station\n")
    stage.wait(for: talker, toSay: "reply", times: lines)
  }
}
