/// A claim about a run, and what was found instead of assumed.
public struct Expectation: Hashable, Sendable {
  /// What is claimed, in words that stand alone: "the client's FIN comes first".
  public var claim: String
  /// What was seen, with figures, whether or not the claim holds.
  public var found: String
  /// Whether the claim holds of what was seen.
  public var holds: Bool
  /// What the verdict rests on, in the order in which it is to be read; empty where it rests on a whole run.
  public var evidence: [Evidence]

  /// A judged claim.
  public init(_ claim: String, found: String, holds: Bool, evidence: [Evidence] = []) {
    self.claim = claim
    self.found = found
    self.holds = holds
    self.evidence = evidence
  }

  /// "EXPECT the client's FIN comes first: FIN from 10.77.0.1:40000 ... PASS"
  public var line: String { "EXPECT \(claim): \(found) ... \(holds ? "PASS" : "FAIL")" }
}
