internal import PacketCodec
internal import SocketKit

extension SYNFloodExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let rounds = Dictionary(
      uniqueKeysWithValues: Round.allCases.map { round in
        (round, seen.connections(to: round.place).map(\.conversation))
      })
    let (memory, cookies) = (rounds[.memory]!, rounds[.cookies]!)
    return [isFull(seen), isForgotten(memory), isNotLetIn(memory, seen)].map { $0.when(Round.memory.rawValue) }
      + [isAnswered(cookies), remembersNoMore(cookies, seen), isLetIn(cookies, seen)].map {
        $0.when(Round.cookies.rawValue)
      } + [.endedWithZero(Round.allCases.map(\.listener) + [Round.cookies.caller], seen.endings)]
  }

  /// Whether a connection is of the flood.
  private static func isFlood(_ conversation: Conversation) -> Bool { conversation.client.address != honest }

  private static let honest = SocketAddress(client.address, port: 0).address

  private static func isOpened(_ conversation: Conversation) -> Bool {
    conversation.steps(.toServer).contains { $0.has(.synchronize) }
  }

  private static func isAnswered(_ conversation: Conversation) -> Bool {
    conversation.steps(.toClient).contains { $0.has(.synchronize) }
  }

  private static func halfOpen(_ round: Round, _ seen: Observation) -> Int {
    seen.peak(of: .synReceived) { $0.local == round.place }
  }

  // MARK: What a server remembers

  /// The backlog bounds the queue of those half open as well. Kernels compare it with "more than" or with "not less", and
  /// two SYNs that come on two CPUs may both be the last.
  private static let places = backlog ... backlog + 2

  /// Source: listen(2).
  private static func isFull(_ seen: Observation) -> Expectation {
    let held = halfOpen(.memory, seen)
    return Expectation(
      "the queue of half-open connections is full, and it is as long as the backlog of \(backlog), or one longer",
      found: "\(held) in SYN_RECV", holds: places.contains(held))
  }

  private static func isForgotten(_ conversations: [Conversation]) -> Expectation {
    let asked = conversations.filter { isFlood($0) && isOpened($0) }
    let answered = asked.filter(isAnswered)
    return Expectation(
      "what comes when it is full is not answered, and leaves no trace",
      found: "\(answered.count) SYN ACKs for \(asked.count) who asked",
      holds: places.contains(answered.count) && asked.count > places.upperBound,
      evidence: answered.compactMap(\.steps.first?.evidence))
  }

  private static func isNotLetIn(_ conversations: [Conversation], _ seen: Observation) -> Expectation {
    let steps = conversations.filter { !isFlood($0) }.flatMap(\.steps)
    let replies = seen.told("reply", by: Round.memory.caller).count
    return Expectation(
      "who means it is not told apart: its SYN is sent again, and not answered",
      found: (steps.isEmpty ? "no SYN" : steps.map(SegmentLabel.brief).joined(separator: ", "))
        + "; \(replies) replies, client \(Expectation.text(seen.endings[Round.memory.caller] ?? nil))",
      holds: steps.count >= 2 && steps.allSatisfy { $0.direction == .toServer && $0.has(.synchronize) }
        && replies == 0 && seen.endings[Round.memory.caller] == .some(.exited(1)),
      evidence: steps.map(\.evidence))
  }

  // MARK: What a server has the client remember

  /// The number of its SYN ACK is made of what the ACK will bring back, and of a secret.
  ///
  /// Source: RFC 4987 §3.6.
  private static func isAnswered(_ conversations: [Conversation]) -> Expectation {
    let asked = conversations.filter { isFlood($0) && isOpened($0) }
    let answered = asked.filter(isAnswered)
    return Expectation(
      "every SYN is answered", found: "\(answered.count) SYN ACKs for \(asked.count) who asked",
      holds: asked.count == flood && answered.count == flood)
  }

  private static func remembersNoMore(_ conversations: [Conversation], _ seen: Observation) -> Expectation {
    let held = halfOpen(.cookies, seen)
    let answered = conversations.count(where: isAnswered)
    return Expectation(
      "no more is remembered for it: those beyond the queue have got all of it with them, in the number of the SYN ACK",
      found: "\(answered) answered, \(held) in SYN_RECV", holds: answered > flood && places.contains(held))
  }

  private static func isLetIn(_ conversations: [Conversation], _ seen: Observation) -> Expectation {
    let opening = conversations.first { !isFlood($0) }?.steps.prefix(3) ?? []
    let replies = seen.told("reply", by: Round.cookies.caller).map { $0.text("text") ?? "" }
    return Expectation(
      "who means it is let in at once, and gets the line back",
      found: "SYN sent \(opening.count { $0.has(.synchronize) && $0.direction == .toServer }) times, "
        + (replies.isEmpty ? "no reply" : replies.joined(separator: ", ")),
      holds: replies == [line] && opening.map(\.direction) == [.toServer, .toClient, .toServer],
      evidence: opening.map(\.evidence))
  }
}
