internal import PacketCodec
internal import SocketKit

extension ResetExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let tools = Way.allCases.map(\.caller) + wires + [listener, other, early]
    return Way.allCases.flatMap { way in judge(way, seen).map { $0.when(way.rawValue) } }
      + [.endedWithZero(tools, seen.endings), isKilled(seen)]
  }

  private static func judge(_ way: Way, _ seen: Observation) -> [Expectation] {
    let conversations = seen.connections(to: way.place).map(\.conversation)
    // Of those that come to the full queue, one is let down.
    let conversation = conversations.first { $0.steps.contains { $0.has(.reset) } } ?? conversations.first
    return [sends(way, conversation), hears(way, conversation, seen)]
  }

  /// A RST that answers has the number that the other end expects, as its segment's acknowledgment says; one that the
  /// program's call causes goes on where its octets end, and acknowledges.
  ///
  /// Source: RFC 9293 §3.5.2, §3.10.4, §3.10.7.1.
  private static func sends(_ way: Way, _ conversation: Conversation?) -> Expectation {
    let steps = conversation?.steps ?? []
    let place = steps.firstIndex { $0.direction == .toClient && $0.has(.reset) }
    let reset = place.map { steps[$0] }
    let cause = place.flatMap { steps[..<$0].last { $0.direction == .toServer } }
    let end = place.map { steps[..<$0].contains { $0.direction == .toClient && $0.has(.finish) } } ?? false
    let words =
      switch way {
      case .closed: "RST acknowledges the SYN"
      case .unread, .killed, .linger: "RST goes instead of FIN, and acknowledges what came"
      case .late: "RST answers them, behind a FIN that was in order"
      case .forgotten, .overflow: "RST answers by the number that the segment acknowledged, and acknowledges nothing"
      }
    return Expectation(
      words,
      found: (cause.map { "\(SegmentLabel.brief($0)), then " } ?? "")
        + (reset.map(SegmentLabel.brief) ?? "no RST") + (end ? ", behind a FIN" : ""),
      holds: reset.map { isRight($0, way, cause) } ?? false && end == (way == .late),
      evidence: [cause?.evidence, reset?.evidence].compactMap(\.self))
  }

  private static func isRight(_ reset: ConversationStep, _ way: Way, _ cause: ConversationStep?) -> Bool {
    let header = reset.segment.header
    switch way {
    case .closed: return reset.acknowledgment == 1 && header.sequence.rawValue == 0
    case .unread, .killed: return reset.acknowledgment == 11 && reset.sequence == 1
    case .linger: return reset.acknowledgment == 1 && reset.sequence == 1
    case .late, .forgotten, .overflow:
      return reset.acknowledgment == nil && header.sequence == cause?.segment.header.acknowledgment
    }
  }

  private static func hears(_ way: Way, _ conversation: Conversation?, _ seen: Observation) -> Expectation {
    let callers = way == .overflow ? [way.caller, other] : [way.caller]
    let told = callers.compactMap { seen.told("failed", by: $0).first?.text("errno") }
    return Expectation(
      "the client's program hears \(way.errno)", found: told.isEmpty ? "nothing" : told.joined(separator: ", "),
      holds: told == [way.errno])
  }

  private static func isKilled(_ seen: Observation) -> Expectation {
    let ending = seen.endings[victim] ?? nil
    return Expectation(
      "one server was killed", found: Expectation.text(ending), holds: ending == .signalled(.kill))
  }
}
