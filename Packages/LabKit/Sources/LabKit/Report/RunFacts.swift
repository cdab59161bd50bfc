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

  /// Whether every claim holds.
  public var holds: Bool { expectations.allSatisfy(\.holds) }
}
