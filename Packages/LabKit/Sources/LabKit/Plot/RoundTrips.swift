internal import PacketCodec

/// Round trips measured from the wire: how long after a segment passed its acknowledgment did.
enum RoundTrips {
  /// A measured round trip.
  struct Sample: Hashable {
    /// When the acknowledgment passed, seconds.
    var time: Double
    /// Seconds.
    var duration: Double
  }

  /// The most segments waited for: some twenty megabytes in flight. Only a sender that nobody acknowledges has more.
  private static let outstandingMax = 1 << 14

  /// A sample for each acknowledgment of something new that says which transmission it answers: no octet of what it
  /// newly covers was sent twice, or its timestamp is that of one transmission alone.
  ///
  /// Source: RFC 6298 §3 (Karn's algorithm), RFC 7323 §4.1.
  static func samples(_ trace: StreamTrace) -> [Sample] {
    var samples: [Sample] = []
    var waiting: [StreamTrace.Transmission] = []
    var (next, acknowledged) = (trace.transmissions.startIndex, Int64(0))
    for answer in trace.answers where answer.place > acknowledged {
      while next < trace.transmissions.endIndex, isBefore(trace.transmissions[next], answer) {
        if waiting.count < outstandingMax { waiting.append(trace.transmissions[next]) }
        next += 1
      }
      let covered = waiting.filter { $0.places.upperBound <= answer.place }
      if let sent = answered(by: answer, covered, from: acknowledged) {
        samples.append(Sample(time: answer.time, duration: answer.time - sent.time))
      }
      waiting.removeAll { $0.places.upperBound <= answer.place }
      acknowledged = answer.place
    }
    return samples
  }

  /// Times may be equal or go back in a file; the order of frames does not.
  private static func isBefore(_ sent: StreamTrace.Transmission, _ answer: StreamTrace.Answer) -> Bool {
    sent.step.packetNumber < answer.step.packetNumber && sent.time <= answer.time
  }

  private static func answered(
    by answer: StreamTrace.Answer, _ covered: [StreamTrace.Transmission], from acknowledged: Int64
  ) -> StreamTrace.Transmission? {
    if covered.allSatisfy({ $0.step.marks.isDisjoint(with: [.retransmission, .outOfOrder]) }) { return covered.last }
    guard let echo = answer.step.segment.header.options.timestamps?.echoReply else { return nil }
    let candidates = covered.filter { sent in
      sent.places.contains(acknowledged) && sent.step.segment.header.options.timestamps?.value == echo
    }
    return candidates.count == 1 ? candidates[0] : nil
  }
}
