internal import PacketCodec
internal import SocketKit

// Claims about a connection that is closed half by half.
extension Expectation {
  /// The segments that open and close are SYN, SYN ACK, and one FIN of each side: the first from this one, behind all
  /// that it sent, the second behind all of the other's and acknowledging the first.
  ///
  /// Source: RFC 9293 §3.5, §3.6.
  public static func twoOpenAndTwoClose(first direction: Direction, _ conversation: Conversation) -> Expectation {
    let who = direction == .toServer ? "client" : "server"
    let found = conversation.steps.filter { $0.has(.synchronize) || $0.has(.finish) }
    func isEnd(_ step: ConversationStep, _ direction: Direction) -> Bool {
      step.has(.finish) && step.direction == direction
        && step.payloadEnd == Int64(conversation.payloadOctets(direction)) + 1
    }
    let holds =
      found.count == 4 && found[0].direction == .toServer && found[0].acknowledgment == nil
      && found[1].has(.synchronize) && found[1].direction == .toClient && found[1].acknowledgment == 1
      && isEnd(found[2], direction) && isEnd(found[3], direction.reversed)
      && found[3].acknowledgment == found[2].payloadEnd + 1
    return Expectation(
      "two segments open it and two close it, the \(who)'s first",
      found: found.isEmpty ? "none" : found.map(SegmentLabel.brief).joined(separator: ", "), holds: holds,
      evidence: found.evidence)
  }

  /// Nobody sent RST while the connection stood. When both FINs are acknowledged one may: where the wire is late, an end
  /// repeats what the other has taken already, and finds nobody there.
  ///
  /// Source: RFC 9293 §3.10.7.1.
  static func noResetWhileOpen(_ conversation: Conversation) -> Expectation {
    var open: Set<Direction> = [.toServer, .toClient]
    var ends: [Direction: Int64] = [:]
    var (resets, late): ([ConversationStep], Int) = ([], 0)
    for step in conversation.steps {
      if step.has(.reset) {
        if open.isEmpty { late += 1 } else { resets.append(step) }
      }
      if step.has(.finish) { ends[step.direction] = step.payloadEnd + 1 }
      let other = step.direction.reversed
      if let end = ends[other], step.acknowledgment ?? 0 >= end { open.remove(other) }
    }
    var expectation = noReset(resets)
    if late > 0 { expectation.found += ", but for \(late) when it was over" }
    return expectation
  }

  /// Behind the first FIN octets go the other way, and the end that sent the FIN acknowledges all of them.
  ///
  /// Source: RFC 9293 §3.6, case 1.
  public static func otherHalfGoesOn(_ conversation: Conversation) -> Expectation {
    let claim = "behind the first FIN octets go on the other way, and are acknowledged"
    guard let place = conversation.steps.firstIndex(where: { $0.has(.finish) }) else {
      return Expectation(claim, found: "no FIN", holds: false)
    }
    let closed = conversation.steps[place].direction
    let behind = conversation.steps[(place + 1)...].filter {
      $0.direction == closed.reversed && $0.segment.payloadCount > 0
    }
    let octets = behind.reduce(0) { $0 + $1.segment.payloadCount }
    let acknowledged = conversation.steps(closed).compactMap(\.acknowledgment).max() ?? 0
    let missing = max(0, (behind.map(\.payloadEnd).max() ?? 0) - acknowledged)
    return Expectation(
      claim,
      found: "\(octets) of \(conversation.payloadOctets(closed.reversed)) octets behind it, "
        + "\(missing == 0 ? "all" : "all but \(missing)") acknowledged",
      holds: octets > 0 && missing == 0, evidence: ([conversation.steps[place]] + behind).evidence)
  }

  /// Meanwhile the end that closed waits in FIN_WAIT2, and the other in CLOSE_WAIT.
  ///
  /// Source: RFC 9293 §3.3.2.
  public static func halvesWait(first direction: Direction, _ conversation: Conversation, _ seen: Observation)
    -> Expectation
  {
    let (client, server) = (conversation.client, conversation.server)
    let (closed, open) = direction == .toServer ? (client, server) : (server, client)
    let waits = [
      ("FIN_WAIT2 at \(closed)", seen.time(of: closed, toward: open, in: .finWait2)),
      ("CLOSE_WAIT at \(open)", seen.time(of: open, toward: closed, in: .closeWait)),
    ]
    let found = waits.map { wait in
      wait.1.map { "\(wait.0) for \(Milliseconds.text(nanoseconds: $0)) ms" } ?? "no end of \(wait.0)"
    }
    return Expectation(
      "one end waits in FIN_WAIT2, the other in CLOSE_WAIT", found: found.joined(separator: ", "),
      holds: waits.allSatisfy { $0.1 != nil },
      evidence: seen.timeline.evidence(of: closed, toward: open, in: .finWait2)
        + seen.timeline.evidence(of: open, toward: closed, in: .closeWait))
  }

  /// Each side's FIN left before the other's had come, and both were acknowledged.
  ///
  /// Source: RFC 9293 §3.6, case 3; figure 13.
  public static func finsCross(_ conversation: Conversation) -> Expectation {
    let fins = [Direction.toServer, .toClient].compactMap { direction in
      conversation.steps(direction).first { $0.has(.finish) }
    }
    let ends = Dictionary(uniqueKeysWithValues: fins.map { ($0.direction, $0.payloadEnd + 1) })
    func acknowledges(_ step: ConversationStep) -> Bool {
      guard let end = ends[step.direction.reversed], let acknowledgment = step.acknowledgment else { return false }
      return acknowledgment >= end
    }
    let answered = Set(conversation.steps.filter(acknowledges).map(\.direction.reversed))
    return Expectation(
      "the FINs cross: neither acknowledges the other, and both are acknowledged",
      found: (fins.isEmpty ? ["no FIN"] : fins.map(SegmentLabel.brief)).joined(separator: ", ")
        + "; \(answered.count) acknowledged",
      holds: fins.count == 2 && answered.count == 2 && !fins.contains(where: acknowledges),
      evidence: (fins + conversation.steps.filter(acknowledges)).evidence)
  }
}
