public import SocketKit

/// A run that is over: what was asked, what was judged, and where it happened.
public struct RunFacts: Sendable {
  /// The experiment's name.
  public var experiment: String
  /// Its question.
  public var question: String
  /// When it began.
  public var started: Timestamp
  /// How long it took, from the first namespace to the last verdict, nanoseconds.
  public var durationNanoseconds: Int64
  /// The hosts' names and addresses, left to right.
  public var hosts: [(name: String, address: String)]
  /// The congestion control the hosts used.
  public var congestionControl: String
  /// The kernel's release, as uname(2) says.
  public var kernel: String
  /// What was claimed and found.
  public var expectations: [Expectation]
  /// How each tool ended, as words, by its name.
  public var endings: [(tool: String, ending: String)]
  /// Frames the capture did not get.
  public var framesDropped: Int
  /// What the machine withheld from it.
  public var disturbance = Disturbance()
  /// The commands that make the same network, and what the experiment changed about it meanwhile.
  public var network: [String] = []
  /// The tools in the order in which they were started.
  public var tools: [ToolStart] = []

  /// Whether every claim holds.
  public var holds: Bool { expectations.allSatisfy(\.holds) }

  /// Whether a claim fails, and may do so because the machine stood still.
  public var isDoubtful: Bool { !holds && disturbance.isConsiderable }

  /// "PASS" or "FAIL".
  var verdict: String { holds ? "PASS" : "FAIL" }

  /// How many claims do not hold.
  var failures: Int { expectations.count { !$0.holds } }

  /// What chance was seeded with, each once, in the order of the tools.
  var seeds: [String] {
    var seen: Set<String> = []
    return tools.compactMap(\.seed).filter { seen.insert($0).inserted }
  }

  /// What does the whole again.
  var command: String {
    experiment.hasSuffix(Experiment.controlSuffix)
      ? "lab run \(experiment.dropLast(Experiment.controlSuffix.count)) --control" : "lab run \(experiment)"
  }
}
