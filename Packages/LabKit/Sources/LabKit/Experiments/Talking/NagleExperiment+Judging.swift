internal import PacketCodec
internal import SocketKit

extension NagleExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    var found: [Corner: [Question]] = [:]
    for corner in Corner.allCases {
      let connections = seen.connections(to: corner.place).map(\.conversation)
      let asked = connections.first.map(Question.all) ?? []
      guard connections.count == 1, asked.count == questions else {
        return [
          Expectation(
            "each corner has its connection, and each connection \(questions) questions",
            found: "\(corner.name): \(connections.count) connections, \(asked.count) questions in two segments",
            holds: false)
        ]
      }
      found[corner] = asked
    }
    return Corner.allCases.flatMap { corner in judge(corner, found[corner]!).map { $0.when(corner.name) } }
      + [cost(found), .endedWithZero(Corner.allCases.flatMap { [$0.asker, $0.giver] }, seen.endings)]
  }

  private static func judge(_ corner: Corner, _ asked: [Question]) -> [Expectation] {
    switch (corner.isNagle, corner.isDelayed) {
    case (true, true): [waitsForAcknowledgment(asked), acknowledgedLate(asked)]
    // On a wire without length the ACK is there before the second write is made.
    case (true, false): [soon(asked)]
    case (false, true): [doesNotWait(asked), soon(asked)]
    case (false, false): [soon(asked)]
    }
  }

  /// The shortest delay of an acknowledgment in Linux is 40 ms, in steps of the kernel's clock.
  static let late: Int64 = 30_000_000

  /// Source: RFC 9293 §3.7.4; RFC 896.
  private static func waitsForAcknowledgment(_ asked: [Question]) -> Expectation {
    let waiting = asked.count { $0.acknowledgment != nil }
    return Expectation(
      "the second write leaves only when the first is acknowledged", found: "\(waiting) of \(asked.count) did",
      holds: waiting == asked.count, evidence: asked.flatMap { $0.evidence })
  }

  /// Source: RFC 9293 §3.8.6.3.
  private static func acknowledgedLate(_ asked: [Question]) -> Expectation {
    let waits = asked.map(\.wait)
    return Expectation(
      "that takes 40 ms each time: nobody has anything to say", found: text(waits),
      holds: waits.allSatisfy { $0 >= late })
  }

  private static func doesNotWait(_ asked: [Question]) -> Expectation {
    let alone = asked.count { $0.acknowledgment == nil }
    return Expectation(
      "the second write leaves at once, and the first is not acknowledged before",
      found: "\(alone) of \(asked.count) did",
      // A busy machine may come between two writes for longer than the ACK is delayed.
      holds: alone > asked.count / 2)
  }

  private static func soon(_ asked: [Question]) -> Expectation {
    let waits = asked.map(\.wait)
    return Expectation("the second write does not wait for a timer", found: text(waits), holds: median(waits) < late)
  }

  private static func cost(_ found: [Corner: [Question]]) -> Expectation {
    let spent = Corner.allCases.map { (corner: $0, time: median(found[$0]!.map(\.whole))) }
    let slow = spent.filter { $0.time >= late }.map(\.corner)
    return Expectation(
      "together they cost 40 ms a question, and either of them alone nothing",
      found: spent.map { "\($0.corner.name) \(Milliseconds.text(nanoseconds: $0.time)) ms" }.joined(separator: ", "),
      holds: slow == [Corner(isNagle: true, isDelayed: true)])
  }

  private static func median(_ times: [Int64]) -> Int64 { times.sorted()[times.count / 2] }

  private static func text(_ times: [Int64]) -> String {
    times.map { Milliseconds.text(nanoseconds: $0) }.joined(separator: ", ") + " ms"
  }

  /// A question in two segments, and what passed between.
  struct Question {
    /// From the first segment to the second, nanoseconds.
    var wait: Int64
    /// From the first segment to the answer.
    var whole: Int64
    /// What acknowledged the first before the second left.
    var acknowledgment: ConversationStep?
    var evidence: [Evidence]

    static func all(in conversation: Conversation) -> [Question] {
      let steps = conversation.withoutRetransmissions.steps
      let asked = steps.indices.filter { steps[$0].direction == .toServer && steps[$0].segment.payloadCount == half }
      return stride(from: 0, to: asked.count - 1, by: 2).compactMap { number in
        let (first, second) = (asked[number], asked[number + 1])
        guard let reply = steps[second...].first(where: { $0.direction == .toClient && $0.segment.payloadCount > 0 })
        else { return nil }
        let acknowledgment = steps[first ..< second].first {
          $0.direction == .toClient && $0.acknowledgment ?? 0 >= steps[first].payloadEnd
        }
        let start = steps[first].monotonicNanoseconds
        return Question(
          wait: Milliseconds.distance(from: start, to: steps[second].monotonicNanoseconds),
          whole: Milliseconds.distance(from: start, to: reply.monotonicNanoseconds), acknowledgment: acknowledgment,
          evidence: [steps[first].evidence] + [acknowledgment?.evidence].compactMap(\.self) + [steps[second].evidence])
      }
    }
  }
}
