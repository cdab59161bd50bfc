internal import PacketCodec

/// One direction of a connection as its graphs see it: what was sent, and what the other end said about it.
struct StreamTrace {
  /// A segment that took places.
  struct Transmission: Hashable {
    /// Seconds from the connection's first segment.
    var time: Double
    var places: Range<Int64>
    var step: ConversationStep
  }

  /// What the other end said: the next octet it expects, and the one behind the last it would take.
  struct Answer: Hashable {
    var time: Double
    var place: Int64
    var windowEnd: Int64
    /// Runs it has beyond `place`.
    var selective: [Range<Int64>]
    var step: ConversationStep
  }

  private(set) var transmissions: [Transmission] = []
  private(set) var answers: [Answer] = []

  /// What went `direction`.
  init(_ conversation: Conversation, _ direction: Direction) {
    let start = conversation.steps.first?.monotonicNanoseconds ?? 0
    let shift = Self.windowShift(conversation, of: direction.reversed)
    for step in conversation.steps {
      let time = Double(Milliseconds.distance(from: start, to: step.monotonicNanoseconds)) / 1e9
      if step.direction == direction {
        let count = Int64(step.segment.sequenceCount)
        guard count > 0, !step.marks.contains(.probe) else { continue }
        transmissions.append(
          Transmission(time: time, places: step.sequence ..< step.sequence + count, step: step))
      } else if let place = step.acknowledgment, !step.has(.reset) {
        // The window of a SYN is never scaled.
        let window = Int64(step.segment.header.window) << (step.has(.synchronize) ? 0 : shift)
        answers.append(
          Answer(
            time: time, place: place, windowEnd: place + window, selective: Self.selective(step, place), step: step))
      }
    }
  }

  /// What this end's windows are shifted by: what it offered, if both did.
  ///
  /// Source: RFC 7323 §2.2, §2.3.
  private static func windowShift(_ conversation: Conversation, of direction: Direction) -> Int64 {
    func offer(_ direction: Direction) -> UInt8? {
      conversation.steps(direction).first { $0.has(.synchronize) }?.segment.header.options.windowScale
    }
    guard let own = offer(direction), offer(direction.reversed) != nil else { return 0 }
    return Int64(min(own, 14))
  }

  /// A block's edges are near the acknowledgment, and so have places. A peer may claim any: those that enclose nothing
  /// are left out.
  private static func selective(_ step: ConversationStep, _ place: Int64) -> [Range<Int64>] {
    guard let acknowledgment = step.segment.header.acknowledgment else { return [] }
    return step.segment.header.options.selectiveAcknowledgment.compactMap { block in
      let left = place + Int64(block.leftEdge.distance(from: acknowledgment))
      let right = place + Int64(block.rightEdge.distance(from: acknowledgment))
      return left < right ? left ..< right : nil
    }
  }
}
