internal import PacketCodec
internal import SocketKit

// The states of a connection's two ends over time, with the wire between them.
extension Observation {
  /// Three lanes: the client's states, the segments by who sent them, the server's states.
  public func lanes(of conversation: Conversation) -> [Lane] {
    let (client, server) = (conversation.client, conversation.server)
    return [
      stateLane(of: client, toward: server), Self.wireLane(of: conversation),
      stateLane(of: server, toward: client, isTitleBelow: true),
    ]
  }

  private func stateLane(
    of local: SocketAddress, toward remote: SocketAddress, isTitleBelow: Bool = false
  ) -> Lane {
    var (spans, host): ([Lane.Span], String?) = ([], nil)
    let end = RunClock(timeline).end
    var isOpen = false
    for (index, event) in timeline.events.enumerated() {
      guard case .transition(let change) = event.happening, change.local == local, change.remote == remote else {
        continue
      }
      host = host ?? event.host
      if isOpen { spans[spans.count - 1].end = event.monotonicNanoseconds }
      isOpen = change.to != nil
      if let state = change.to {
        spans.append(Lane.Span(state: state, start: event.monotonicNanoseconds, end: end, event: index))
      }
    }
    let name = host.map { "\($0) \(local)" } ?? "\(local)"
    let title = spans.isEmpty ? "\(name): no state was found" : name
    return Lane(title: title, isTitleBelow: isTitleBelow, content: .states(spans))
  }

  private static func wireLane(of conversation: Conversation) -> Lane {
    let ticks = conversation.steps.map { step in
      Lane.Tick(
        moment: step.monotonicNanoseconds, side: step.direction == .toServer ? .upper : .lower, kind: kind(of: step),
        evidence: .frame(step.packetNumber))
    }
    return Lane(title: "", content: .ticks(ticks))
  }

  private static func kind(of step: ConversationStep) -> String {
    if step.has(.reset) { return "reset" }
    if !step.marks.isDisjoint(with: [.retransmission, .outOfOrder, .zeroWindow]) { return "remarkable" }
    return step.segment.payloadCount > 0 ? "data" : "bare"
  }
}
