internal import PacketCodec
internal import SocketKit

extension BacklogExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let conversations = seen.connections(to: place).map(\.conversation)
    guard conversations.count == clients, let opening = seen.moments(of: "accepted", by: listener).first else {
      return [
        Expectation(
          "\(clients) clients come, and in the end the server accepts",
          found: "\(conversations.count) came, \(seen.told("accepted", by: listener).count) accepted", holds: false)
      ]
    }
    // The one that the server kept waiting longest though it had answered.
    let unlucky = conversations.max { waiting($0, seen) < waiting($1, seen) }!
    let last = seen.place(ofConnectionBy: late).map { seen.conversations[$0] }
    return [
      places(opening, seen), believes(unlucky, opening, seen), asksAgain(unlucky), octetsWait(unlucky, opening),
      unanswered(last, opening), connectWaits(last, opening, seen), allCome(seen), noReset(conversations),
      .endedWithZero(callers, seen.endings),
    ]
  }

  private static func waiting(_ conversation: Conversation, _ seen: Observation) -> Int64 {
    seen.time(of: place, toward: conversation.client, in: .synReceived) ?? 0
  }

  /// Source: listen(2); the kernel compares with "more than", so the queue holds one more than its length.
  private static func places(_ opening: Int64, _ seen: Observation) -> Expectation {
    let held = seen.peak(of: .established, before: opening) { $0.local == place }
    return Expectation(
      "a backlog of \(backlog) holds \(backlog + 1) connections that nobody has accepted",
      found: "\(held) ESTABLISHED at the server", holds: held == backlog + 1)
  }

  /// Source: RFC 9293 §3.5: the client is there a step before the server.
  private static func believes(_ unlucky: Conversation, _ opening: Int64, _ seen: Observation) -> Expectation {
    let held = seen.peak(of: .established, before: opening) { $0.remote == place }
    let time = waiting(unlucky, seen)
    return Expectation(
      "one client more believes that it is connected: its ACK came and found no place",
      found:
        "\(held) ESTABLISHED at the clients, one of them \(Milliseconds.text(nanoseconds: time)) ms in SYN_RECV there",
      holds: held == connected && time >= lookedTimeout,
      evidence: [unlucky.completion?.evidence].compactMap(\.self))
  }

  private static func asksAgain(_ unlucky: Conversation) -> Expectation {
    let answers = unlucky.steps(.toClient).filter { $0.has(.synchronize) }
    return Expectation(
      "the server asks it again, as if its ACK had been lost", found: "SYN ACK sent \(answers.count) times",
      holds: answers.count >= 2, evidence: answers.map(\.evidence))
  }

  private static func octetsWait(_ unlucky: Conversation, _ opening: Int64) -> Expectation {
    let sent = unlucky.steps(.toServer).filter { $0.segment.payloadCount > 0 }
    let reply = unlucky.steps(.toClient).first { $0.acknowledgment ?? 0 > 1 }
    let isLate = reply.map { $0.monotonicNanoseconds > opening } ?? false
    return Expectation(
      "its octets are sent again and again, and taken only when there is a place",
      found:
        "sent \(sent.count) times, acknowledged \(reply == nil ? "never" : isLate ? "behind the first accept" : "before it")",
      holds: sent.count >= 2 && isLate, evidence: (sent + [reply].compactMap(\.self)).map(\.evidence))
  }

  private static func unanswered(_ last: Conversation?, _ opening: Int64) -> Expectation {
    let steps = last?.steps.filter { $0.monotonicNanoseconds < opening } ?? []
    return Expectation(
      "the SYN of the last client is not answered at all, neither by SYN ACK nor by RST",
      found: steps.isEmpty ? "no SYN" : steps.map(SegmentLabel.brief).joined(separator: ", "),
      holds: steps.count >= 2 && steps.allSatisfy { $0.direction == .toServer && $0.has(.synchronize) },
      evidence: steps.map(\.evidence))
  }

  private static func connectWaits(_ last: Conversation?, _ opening: Int64, _ seen: Observation) -> Expectation {
    let start = last?.steps.first?.monotonicNanoseconds
    let connected = seen.moments(of: "connected", by: late).first
    let wait = start.flatMap { start in connected.map { Milliseconds.distance(from: start, to: $0) } }
    return Expectation(
      "its connect returns when there is a place, and another SYN has come",
      found: wait.map { "after \(Milliseconds.text(nanoseconds: $0)) ms" } ?? "it does not",
      holds: connected ?? .min > opening && wait ?? 0 >= lookedTimeout)
  }

  private static func allCome(_ seen: Observation) -> Expectation {
    let accepted = seen.told("accepted", by: listener).count
    let read = seen.told("read", by: listener).compactMap { $0.integer("octets") }
    return Expectation(
      "all of them come in when the server accepts, and nothing that they said is lost",
      found: "\(accepted) accepted, \(read.reduce(0, +)) octets of three read",
      holds: accepted == clients && read == [octets, octets, octets])
  }

  private static func noReset(_ conversations: [Conversation]) -> Expectation {
    let resets = conversations.flatMap(\.steps).filter { $0.has(.reset) }
    return Expectation(
      "nobody is refused: no RST", found: "\(resets.count)", holds: resets.isEmpty, evidence: resets.map(\.evidence))
  }

  /// A second, the first timer of a SYN, as far as looks at the states show it.
  private static let lookedTimeout: Int64 = 800_000_000
}
