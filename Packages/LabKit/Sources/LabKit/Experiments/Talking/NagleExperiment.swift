internal import SocketKit
internal import ToolKit

extension Experiment {
  /// Two small writes and a read, with Nagle's algorithm and without, to a peer that acknowledges late and at once.
  public static let nagle = Experiment(
    name: "nagle",
    question: "Why does a question in two small writes take 40 ms, and whose fault is it?",
    hosts: (NagleExperiment.client, NagleExperiment.server),
    perform: NagleExperiment.perform, judge: NagleExperiment.judge,
    control: Control(
      "Nagle's algorithm is off everywhere",
      perform: { stage throws(Failure) in
        try NagleExperiment.perform(stage) { NagleExperiment.Corner(isNagle: false, isDelayed: $0.isDelayed) }
      },
      refutes: ["Nagle, delayed ACKs:", "together they cost"]))
}

/// The parts of `Experiment.nagle`; how they are judged stands beside them.
enum NagleExperiment {
  static let client = HostPlan(name: "client", place: 1)!
  static let server = HostPlan(name: "server", place: 2)!
  /// Questions on each connection: the kernel acknowledges sixteen segments at once before it begins to delay, if nobody
  /// says otherwise, and each question has two.
  static let questions = 5
  /// Octets of each of the two writes, and of the answer.
  static let (half, answer) = (10, 1)

  /// One connection: what its client does, and what its server.
  struct Corner: Hashable, CaseIterable {
    var isNagle: Bool
    var isDelayed: Bool

    static let allCases = [true, false].flatMap { isNagle in
      [true, false].map { Corner(isNagle: isNagle, isDelayed: $0) }
    }

    var name: String { "\(isNagle ? "Nagle" : "nodelay"), \(isDelayed ? "delayed" : "quick") ACKs" }
    /// What its programs are filed under.
    var asker: String { "client, \(name)" }
    var giver: String { "server, \(name)" }
    var place: SocketAddress {
      SocketAddress(server.address, port: 8080 + UInt16(Self.allCases.firstIndex(of: self)!))
    }
  }

  static func perform(_ stage: Stage) throws(Failure) { try perform(stage) { $0 } }

  /// - Parameter behaviour: how a corner's programs behave.
  static func perform(_ stage: Stage, _ behaviour: (Corner) -> Corner) throws(Failure) {
    for corner in Corner.allCases {
      let behaviour = behaviour(corner)
      let giver = try stage.startCaller(corner.giver, on: stage.network.second)
      stage.call(giver, "listen l \(corner.place)")
      try stage.require(giver, says: "listening")
      let asker = try stage.startCaller(corner.asker, on: stage.network.first)
      stage.call(asker, "connect c \(corner.place)", "set c nodelay \(behaviour.isNagle ? "off" : "on")")
      stage.call(giver, "accept s l", "set s nodelay on")
      for _ in 1 ... questions {
        // What the kernel makes of it changes with each answer.
        stage.call(giver, "set s quickack \(behaviour.isDelayed ? "off" : "on")")
        stage.begin(giver, "read s \(2 * half)", "send s \(answer)")
        stage.call(asker, "send c \(half)", "send c \(half)", "read c \(answer)")
      }
      stage.end(asker)
      stage.end(giver)
    }
  }
}
