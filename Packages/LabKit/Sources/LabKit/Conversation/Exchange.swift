internal import ToolKit

/// What a client said in one go, segment by segment, and what the server said before the client spoke again.
struct Exchange: Sendable {
  /// One segment's octets.
  struct Utterance: Sendable {
    /// As `OctetNotation` writes them.
    var text: String
    /// The segment.
    var step: ConversationStep
  }

  /// The client's segments: one or more, but for a server that speaks first.
  var said: [Utterance] = []
  /// The server's: none when the client got no answer.
  var replied: [Utterance] = []

  /// What the client said, by segments.
  var question: [String] { said.map(\.text) }

  /// What the server said, however it was cut.
  var answer: String { replied.map(\.text).joined() }

  /// Its segments.
  var evidence: [Evidence] { (said + replied).map(\.step).evidence }

  /// As a person writes it: `"hel", "lo\n" → "server: Hi\n"`.
  var text: String {
    let words = question.map { "\"\($0)\"" }.joined(separator: ", ")
    return "\(words) → \(replied.isEmpty ? "nothing" : "\"\(answer)\"")"
  }
}

extension Exchange {
  /// The exchanges of a conversation, in order. A segment that repeats octets is left out.
  ///
  /// - Parameter streams: the conversation's octets.
  static func all(in conversation: Conversation, _ streams: StreamPair) -> [Exchange] {
    var exchanges: [Exchange] = []
    for step in conversation.steps where step.segment.payloadCount > 0 && !step.marks.contains(.retransmission) {
      let stream = step.direction == .toServer ? streams.toServer : streams.toClient
      let start = Int(clamping: step.payloadPlace &- 1)
      let octets = start < 0 ? [] : stream.dropFirst(start).prefix(step.segment.payloadCount)
      let utterance = Utterance(text: OctetNotation.text(of: Array(octets)), step: step)
      let begins = step.direction == .toServer && exchanges.last?.replied.isEmpty != true
      if begins || exchanges.isEmpty { exchanges.append(Exchange()) }
      switch step.direction {
      case .toServer: exchanges[exchanges.count - 1].said.append(utterance)
      case .toClient: exchanges[exchanges.count - 1].replied.append(utterance)
      }
    }
    return exchanges
  }
}
