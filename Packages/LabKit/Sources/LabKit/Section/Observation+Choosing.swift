// Which of a run's connections a page draws.
extension Observation {
  /// The places of at most `laddersMax` conversations, in their order: those first that evidence names.
  func conversations(for evidence: EvidenceRanges) -> [Int] {
    guard conversations.count > Self.laddersMax else { return Array(conversations.indices) }
    func isNamed(_ conversation: Conversation) -> Bool {
      conversation.steps.contains { evidence.hasFrame($0.packetNumber) }
    }
    let named = conversations.indices.filter { isNamed(conversations[$0]) }.prefix(Self.laddersMax)
    let others = conversations.indices.filter { !named.contains($0) }.prefix(Self.laddersMax - named.count)
    return (named + others).sorted()
  }

  /// What choosing left out, in words.
  func notes(on chosen: [Int]) -> [String] {
    let rest = conversations.count - chosen.count
    return rest > 0 ? ["\(rest) of \(conversations.count) connections: ladder timeline.ndjson draws any of them"] : []
  }
}
