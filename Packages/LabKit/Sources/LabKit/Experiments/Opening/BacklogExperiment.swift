internal import SocketKit
internal import ToolKit

extension Experiment {
  /// A server that listens and does not accept, and two clients more than it has places for.
  public static let backlog = Experiment(
    name: "backlog",
    question: "A server listens and does not accept: who connects, who waits, and who knows?",
    hosts: (BacklogExperiment.client, BacklogExperiment.server), isCut: true,
    perform: BacklogExperiment.perform, judge: BacklogExperiment.judge,
    control: Control(
      "the backlog is long enough",
      perform: { stage throws(Failure) in try BacklogExperiment.perform(stage, backlog: 16) },
      refutes: [
        "a backlog of", "one client more believes", "the server asks it again", "its octets", "the SYN of the last",
        "its connect",
      ]))
}

/// The parts of `Experiment.backlog`; how they are judged stands beside them.
enum BacklogExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  static let place = SocketAddress(server.address, port: 8080)
  static let backlog = 3
  /// How long a segment is under way: two SYNs are to come to the server before the ACK of either.
  static let delay = "100ms"
  /// How long nobody accepts: longer than a SYN waits before it is sent again.
  static let absence = Duration.milliseconds(1500)
  /// What each of the last three says.
  static let octets = 6

  static let listener = "server"
  static let early = "early clients"
  static let twins = ["one twin", "other twin"]
  static let late = "late client"
  static var callers: [String] { [listener, early] + twins + [late] }
  /// As many as there are places, and one: the twins are the last of them.
  static var connected: Int { backlog + 2 }
  static var clients: Int { connected + 1 }

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage, backlog: backlog) }

  static func perform(_ stage: Stage, backlog: Int) throws(Failure) {
    let wire = try stage.start(
      "wire", ["left", "right", "--delay", delay], on: stage.network.middle!, watching: .nothing)
    try stage.require(wire, says: "joined")
    let server = try stage.startCaller(listener, on: stage.network.second)
    stage.call(server, "listen l \(place) \(backlog)")
    try stage.require(server, says: "listening")

    let early = try stage.startCaller(early, on: stage.network.first)
    for number in 1 ... Self.backlog { stage.call(early, "connect c\(number) \(place)") }
    var pair: [ToolProcess] = []
    for label in twins { pair.append(try stage.startCaller(label, on: stage.network.first)) }
    let late = try stage.startCaller(late, on: stage.network.first)
    // Whoever's ACK comes first has the last place; until then there is one for each.
    for twin in pair { stage.begin(twin, "connect c \(place)", "send c \(octets)") }
    for twin in pair { stage.wait(for: twin, toSay: "sent") }
    stage.begin(late, "connect c \(place)", "send c \(octets)")
    stage.watch(for: absence)
    for number in 1 ... clients { stage.call(server, "accept a\(number) l") }
    // Of the last three one each; the others say nothing.
    for number in clients - 2 ... clients { stage.call(server, "read a\(number) \(octets)") }
    for process in [early] + pair + [late] { stage.end(process) }
    // The last acknowledgments are under way.
    stage.wait(forAtMost: 0, in: .finWait1, on: stage.network.first)
    stage.end(server)
    stage.stop(wire)
  }
}
