internal import PacketCodec

// Claims that are judged by the wire alone.
extension Expectation {
  /// SYN, SYN ACK, ACK, in this order, each acknowledging the one before.
  public static func handshake(_ conversation: Conversation) -> Expectation {
    let opening = conversation.steps.prefix(3)
    let found = opening.map { step in
      let flags = step.segment.header.flags.contains(.synchronize) ? "SYN" : "ACK"
      return flags == "SYN" && step.acknowledgment != nil ? "SYN ACK" : flags
    }
    let steps = Array(opening)
    let holds =
      steps.count == 3 && found == ["SYN", "SYN ACK", "ACK"]
      && steps.map(\.direction) == [.toServer, .toClient, .toServer]
      && steps[1].acknowledgment == 1 && steps[2].acknowledgment == 1 && steps[2].sequence == 1
      && steps[2].segment.sequenceCount == 0
    let (start, end) = (steps.first?.monotonicNanoseconds ?? 0, steps.last?.monotonicNanoseconds ?? 0)
    let time = steps.count == 3 ? Milliseconds.distance(from: start, to: end) : 0
    return Expectation(
      "three segments open the connection",
      found: "\(found.joined(separator: ", ")) in \(Milliseconds.text(nanoseconds: time)) ms", holds: holds,
      evidence: opening.evidence)
  }

  /// The first FIN goes this way, and the other way has one too.
  public static func closedFirst(_ direction: Direction, _ conversation: Conversation) -> Expectation {
    let who = direction == .toServer ? "client" : "server"
    let fins = conversation.steps.filter { $0.segment.header.flags.contains(.finish) }
    let found = fins.map { "FIN from \($0.segment.source) (frame \($0.packetNumber))" }
    return Expectation(
      "the \(who) closes first, then the other side",
      found: found.isEmpty ? "no FIN" : found.joined(separator: ", then "),
      holds: fins.first?.direction == direction && Set(fins.map(\.direction)).count == 2,
      evidence: fins.evidence)
  }

  /// Nobody sent RST.
  public static func noReset(_ conversation: Conversation) -> Expectation {
    noReset(conversation.steps.filter { $0.has(.reset) })
  }

  static func noReset(_ resets: [ConversationStep]) -> Expectation {
    let found = resets.map { "RST from \($0.segment.source) (frame \($0.packetNumber))" }
    return Expectation(
      "no reset", found: found.isEmpty ? "none" : found.joined(separator: ", "), holds: resets.isEmpty,
      evidence: resets.evidence)
  }

  /// Nothing was sent twice.
  public static func noRetransmission(_ conversation: Conversation) -> Expectation {
    let repeated = conversation.steps.filter { $0.marks.contains(.retransmission) }
    let found = repeated.map { "frame \($0.packetNumber) from \($0.segment.source)" }
    return Expectation(
      "no retransmission",
      found: found.isEmpty ? "none in \(conversation.steps.count) segments" : found.joined(separator: ", "),
      holds: repeated.isEmpty, evidence: repeated.evidence)
  }

  /// The two streams are the same, octet for octet, and the client's own count agrees with the wire's.
  ///
  /// - Parameters:
  ///   - streams: what went, and what came back.
  ///   - told: the client's last `closed` event, or nil when it told none.
  ///   - conversation: what carried them.
  public static func everyOctetCameBack(
    _ streams: StreamPair, _ told: ToolEvent?, _ conversation: Conversation
  ) -> Expectation {
    let (out, back) = (streams.toServer.count, streams.toClient.count)
    let counts = "wire \(out) out, \(back) back"
    let client = "client \(told?.integer("octets_out") ?? -1) out, \(told?.integer("octets_in") ?? -1) in"
    let difference = streams.firstDifference.map { "; octet \($0) differs" } ?? ""
    return Expectation(
      "every octet comes back", found: "\(counts); \(client)\(difference)",
      holds: out > 0 && streams.firstDifference == nil && told?.integer("octets_out") == out
        && told?.integer("octets_in") == back,
      evidence: conversation.steps.filter { $0.segment.payloadCount > 0 }.evidence)
  }
}
