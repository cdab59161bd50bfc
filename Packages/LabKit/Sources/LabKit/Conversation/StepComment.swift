internal import PacketCodec

/// What a segment does, in words for who reads the capture elsewhere.
enum StepComment {
  /// One sentence a step of a conversation, in their order.
  static func all(of conversation: Conversation) -> [String] {
    var handshakeIsOpen = false
    // Behind each direction's FIN.
    var ends: [Direction: Int64] = [:]
    return conversation.steps.map { step in
      let who = step.direction == .toServer ? "client" : "server"
      let header = step.segment.header
      var sentence: String
      if header.flags.contains(.reset) {
        sentence = "the \(who) gives the connection up"
      } else if header.flags.contains(.synchronize) {
        handshakeIsOpen = true
        sentence = header.acknowledgment == nil ? "the \(who) opens" : "the \(who) agrees, and opens its own direction"
      } else if header.flags.contains(.finish) {
        let isFirst = ends[step.direction.reversed] == nil
        sentence = isFirst ? "the \(who) closes its half first" : "the \(who) closes the other half"
        ends[step.direction] = step.sequence + Int64(step.segment.sequenceCount)
      } else if step.segment.payloadCount > 0 {
        sentence =
          "the \(who) sends octets \(step.sequence) ... \(step.sequence + Int64(step.segment.payloadCount) - 1)"
      } else if handshakeIsOpen, step.direction == .toServer {
        sentence = "the handshake is complete"
        handshakeIsOpen = false
      } else if let end = ends[step.direction.reversed], let acknowledged = step.acknowledgment, acknowledged >= end {
        sentence = "the \(who) has everything, the FIN too"
      } else {
        sentence = "the \(who) has all before octet \(step.acknowledgment ?? 0)"
      }
      if !step.marks.isEmpty {
        sentence += " (\(step.marks.map(\.rawValue).sorted().joined(separator: ", ")))"
      }
      return sentence
    }
  }
}
