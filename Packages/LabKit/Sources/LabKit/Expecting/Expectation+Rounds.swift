// Claims that are made of each round of an experiment.
extension Expectation {
  /// The same of one round: "the SYN is lost: no reset".
  ///
  /// - Parameter circumstance: what makes the round differ from the others.
  func when(_ circumstance: String) -> Expectation {
    Expectation("\(circumstance): \(claim)", found: found, holds: holds, evidence: evidence)
  }
}

extension ConversationStep {
  /// What a verdict that rests on this segment points at.
  var evidence: Evidence { .frame(packetNumber) }
}
