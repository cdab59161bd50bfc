/// A claim about a run, and what was found instead of assumed.
public struct Expectation: Hashable, Sendable {
  /// What is claimed, in words that stand alone: "the client's FIN comes first".
  public var claim: String
  /// What was seen, with figures, whether or not the claim holds.
  public var found: String
  /// Whether the claim holds of what was seen.
  public var holds: Bool

  /// A judged claim.
  public init(_ claim: String, found: String, holds: Bool) {
    self.claim = claim
    self.found = found
    self.holds = holds
  }

  /// "EXPECT the client's FIN comes first: FIN from 10.77.0.1:40000 ... PASS"
  public var line: String { "EXPECT \(claim): \(found) ... \(holds ? "PASS" : "FAIL")" }
}
