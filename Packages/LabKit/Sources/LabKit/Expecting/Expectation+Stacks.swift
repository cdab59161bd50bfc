internal import PacketCodec
public import SocketKit

// Claims about a stack in user space that speaks with the kernel's.
extension Expectation {
  /// Both SYNs offer a longest segment, scaled windows, SACK and timestamps.
  ///
  /// Source: RFC 9293 §3.7.1; RFC 7323 §2.2, §3.2; RFC 2018 §2.
  public static func bothOffer(_ conversation: Conversation) -> Expectation {
    let openings = conversation.steps.filter { $0.has(.synchronize) }
    let offers = openings.map { Self.offer(of: $0.segment.header) }
    return Expectation(
      "both offer a longest segment, scaled windows, SACK and timestamps",
      found: offers.isEmpty ? "no SYN" : offers.map { $0.joined(separator: " ") }.joined(separator: "; "),
      holds: offers.count == 2 && offers.allSatisfy { $0.count == 4 }, evidence: openings.evidence)
  }

  private static func offer(of header: TCPHeader) -> [String] {
    header.options.readable.compactMap { option in
      switch option {
      case .maximumSegmentSize(let octets): "mss \(octets)"
      case .selectiveAcknowledgmentPermitted: "sackOK"
      case .timestamps: "TS"
      case .windowScale(let shift): "ws \(shift)"
      default: nil
      }
    }
  }

  /// The client's end was found in these states, in this order, and perhaps in others between.
  public static func walks(
    _ states: [TCPSocketState], _ conversation: Conversation, _ seen: Observation
  ) -> Expectation {
    let found = seen.changes(of: conversation.client, toward: conversation.server).compactMap(\.to)
    var left = states[...]
    for state in found where state == left.first { left.removeFirst() }
    return Expectation(
      "the client's end goes through \(states.map(\.name).joined(separator: ", "))",
      found: found.isEmpty ? "no state" : found.map(\.name).joined(separator: ", "), holds: left.isEmpty,
      evidence: seen.timeline.evidence { event in
        guard case .transition(let change) = event.happening else { return false }
        return change.local == conversation.client && change.remote == conversation.server && change.to != nil
      })
  }
}
