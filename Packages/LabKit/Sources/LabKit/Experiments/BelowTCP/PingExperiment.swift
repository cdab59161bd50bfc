internal import PacketCodec
internal import ToolKit

extension Experiment {
  /// Echoes between a kernel and a stack in user space, both ways, and one to an address that nobody has.
  public static let ping = Experiment(
    name: "ping",
    question: "Who answers an echo, what does the question say of itself, and how does one learn that nobody is there?",
    hosts: (PingExperiment.client, PingExperiment.server),
    perform: PingExperiment.perform, judge: PingExperiment.judge)
}

/// The parts of `Experiment.ping`; how they are judged stands beside them.
enum PingExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  /// The stack's, beside the client's kernel.
  static let stack = IPv4Address(10, 77, 0, 77)
  /// Nobody's.
  static let nobody = IPv4Address(10, 77, 0, 99)
  static let count = 3
  /// Octets behind ICMP's header, of an echo that one frame takes and of one that none does.
  static let short = 100
  static let long = 3000
  /// Routers that the stack's short echoes may pass.
  static let timeToLive = 7

  /// What the stack's questions are filed under.
  enum Label {
    static let short = "short", pieces = "in pieces", whole = "not in pieces", nobody = "to nobody"
  }

  static func perform(_ stage: Stage) throws(Failure) {
    try answer(stage)
    try ask(
      ["-d", "\(server.address)", "-c", "\(count)", "--interval", "50ms", "-s", "\(short)"]
        + ["-t", "\(timeToLive)", "--df"], as: Label.short, stage)
    let long = ["-d", "\(server.address)", "-c", "1", "-s", "\(long)"]
    try ask(long, as: Label.pieces, stage)
    try ask(long + ["--df"], as: Label.whole, stage)
    // It would wait longer than the stack asks for the neighbour: what ends it is that the stack gives up.
    try ask(["-d", "\(nobody)", "-c", "1", "-W", "20s"], as: Label.nobody, stage)
  }

  /// The kernel asks: any tool with a stack answers echoes beside its work.
  private static func answer(_ stage: Stage) throws(Failure) {
    let host = try stage.start(stack: "gotcp-tcpserver", ["-p", "7"], at: stack, on: stage.network.first)
    try stage.require(host, says: "listening")
    // 200 ms is the shortest interval that every version lets an ordinary user have.
    let ping = try stage.start(
      program: "ping", ["-n", "-c", "\(count)", "-i", "0.2", "-w", "5", "-s", "\(short)", "\(stack)"],
      on: stage.network.second)
    stage.waitForEnd(of: ping)
    stage.stop(host)
  }

  private static func ask(_ options: [String], as label: String, _ stage: Stage) throws(Failure) {
    let asker = try stage.start(stack: "gotcp-ping", options, at: stack, on: stage.network.first, as: label)
    if !stage.waitForEnd(of: asker) { stage.stop(asker) }
  }
}
