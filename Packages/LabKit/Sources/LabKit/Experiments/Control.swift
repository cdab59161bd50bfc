public import ToolKit

/// The same experiment with its phenomenon taken away. What was claimed of the phenomenon must not be found then: a
/// claim that holds all the same would hold of anything.
public struct Control: Sendable {
  /// What is otherwise, in words that fit behind "when": "the queue is long enough".
  public var circumstance: String
  /// What is done instead.
  public var perform: @Sendable (Stage) throws(Failure) -> Void
  /// What the claims begin with that must not hold; the others are not judged.
  public var refutes: [String]

  /// A control from its parts.
  public init(
    _ circumstance: String, perform: @escaping @Sendable (Stage) throws(Failure) -> Void, refutes: [String]
  ) {
    self.circumstance = circumstance
    self.perform = perform
    self.refutes = refutes
  }

  /// The experiment's verdicts, turned round.
  func judge(_ expectations: [Expectation]) -> [Expectation] {
    refutes.flatMap { beginning in
      let chosen = expectations.filter { $0.claim.hasPrefix(beginning) }
      guard !chosen.isEmpty else {
        return [Expectation(claim(beginning), found: "nobody claimed it", holds: false)]
      }
      return chosen.map {
        Expectation(claim($0.claim), found: $0.found, holds: !$0.holds, evidence: $0.evidence)
      }
    }
  }

  private func claim(_ claim: String) -> String { "not when \(circumstance): \(claim)" }
}
