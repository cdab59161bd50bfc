internal import PacketCodec
internal import SocketKit

extension SlowReaderExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let connections = seen.connections(to: place)
    let reads = seen.moments(of: "read", by: sink)
    guard connections.count == 1, let conversation = connections.first?.conversation, reads.count == 2 else {
      return [
        Expectation(
          "one connection passes the wire, and is read from twice",
          found: "\(connections.count) connections, \(reads.count) reads", holds: false)
      ]
    }
    let steps = conversation.steps
    // All that passed before the program read for the first time.
    let shut = steps.filter { $0.monotonicNanoseconds < reads[0] }
    return [
      closes(shut), asks(shut), isAnswered(shut), sipOpensNothing(steps, reads[0]), opens(steps, reads[0]),
      neverBeyond(steps), everyOctet(conversation, seen), .noReset(conversation),
      .endedWithZero([source, sink], seen.endings),
    ]
  }

  /// Source: RFC 9293 §3.8.6.
  private static func closes(_ shut: [ConversationStep]) -> Expectation {
    let closed = shut.first { $0.direction == .toServer && $0.marks.contains(.zeroWindow) }
    let data = shut.filter { $0.direction == .toClient && $0.segment.payloadCount > 0 }
    return Expectation(
      "the window closes, and all but a few of the octets have to wait",
      found: closed.map { "window 0 at \($0.acknowledgment ?? 0), \(data.count) segments before" }
        ?? "it does not close",
      holds: closed.map { $0.acknowledgment ?? 0 > 1 && ($0.acknowledgment ?? 0) < octets / 2 } ?? false,
      evidence: [closed?.evidence].compactMap(\.self))
  }

  private static func questions(_ shut: [ConversationStep]) -> [ConversationStep] {
    shut.filter { $0.direction == .toClient && $0.marks.contains(.probe) }
  }

  /// Source: RFC 9293 §3.8.6.1.
  private static func asks(_ shut: [ConversationStep]) -> Expectation {
    let closed = shut.first { $0.marks.contains(.zeroWindow) }
    let moments = ([closed].compactMap(\.self) + questions(shut)).map(\.monotonicNanoseconds)
    let waits = zip(moments, moments.dropFirst()).map { Milliseconds.distance(from: $0, to: $1) }
    // A busy machine may make a wait longer, and none shorter: the next is counted from the question that was sent.
    let isPatient = zip(waits, 0...).allSatisfy { wait, number in wait >= firstWait << Int64(number) }
    return Expectation(
      "the sender asks whether it has opened, each time after twice as long",
      found: waits.isEmpty
        ? "it does not" : waits.map { "\(Milliseconds.text(nanoseconds: $0)) ms" }.joined(separator: ", "),
      holds: waits.count >= 3 && isPatient, evidence: questions(shut).map(\.evidence))
  }

  /// The kernel's shortest timer is 200 ms, in steps of 4 or 10.
  private static let firstWait: Int64 = 180_000_000

  private static func isAnswered(_ shut: [ConversationStep]) -> Expectation {
    let answers = shut.indices.filter { shut[$0].marks.contains(.probe) && shut[$0].direction == .toClient }.map {
      place in
      // What comes behind the next question answers that one.
      shut[(place + 1)...].first.flatMap { $0.direction == .toServer ? $0 : nil }
    }
    let zero = answers.compactMap(\.self).filter { $0.marks.contains(.zeroWindow) }
    return Expectation(
      "each question takes a number that was acknowledged before, brings nothing, and is answered by a window of 0",
      found: "\(zero.count) of \(answers.count) were", holds: answers.count >= 3 && zero.count == answers.count,
      evidence: zero.map(\.evidence))
  }

  /// Source: RFC 9293 §3.8.6.2.2: no window that is smaller than a segment and than half the buffer.
  private static func sipOpensNothing(_ steps: [ConversationStep], _ sip: Int64) -> Expectation {
    let spoken = steps.filter { step in
      let distance = Milliseconds.distance(from: sip, to: step.monotonicNanoseconds)
      return step.direction == .toServer && (0 ..< secondPauseLookedAt).contains(distance)
    }
    let opened = spoken.filter { $0.segment.header.window > 0 }
    return Expectation(
      "a few octets that are read open nothing: the receiver is silent until there is room for a segment",
      found: "\(sip == 0 ? 0 : Self.sip) octets read, \(opened.count) windows offered in the 150 ms behind",
      holds: opened.isEmpty, evidence: opened.map(\.evidence))
  }

  /// The second pause, less what a busy machine may take between the read and its being told.
  private static let secondPauseLookedAt: Int64 = 150_000_000

  /// Source: RFC 9293 §3.8.6.
  private static func opens(_ steps: [ConversationStep], _ sip: Int64) -> Expectation {
    let place = steps.firstIndex {
      $0.monotonicNanoseconds >= sip && $0.direction == .toServer && $0.segment.header.window > 0
    }
    let update = place.map { steps[$0] }
    let before = steps.prefix(place ?? 0).last { $0.direction == .toServer }
    let next = place.map { steps[($0 + 1)...].first { $0.direction == .toClient } } ?? nil
    return Expectation(
      "when the program reads, the receiver says so unasked: the same number, and a window; the octets go on at once",
      found: update.map {
        "ack \($0.acknowledgment ?? 0) win \($0.segment.header.window), behind it "
          + (next.map(SegmentLabel.brief) ?? "nothing")
      } ?? "no update",
      holds: before?.marks.contains(.zeroWindow) == true && update?.acknowledgment == before?.acknowledgment
        && next?.segment.payloadCount ?? 0 > 0,
      evidence: [before, update, next].compactMap { $0?.evidence })
  }

  /// Source: RFC 9293 §3.4: nothing is sent behind the window's right edge.
  private static func neverBeyond(_ steps: [ConversationStep]) -> Expectation {
    let shift =
      steps.first { $0.direction == .toServer && $0.has(.synchronize) }?.segment.header.options.windowScale ?? 0
    var (edge, beyond): (Int64, [ConversationStep]) = (0, [])
    for step in steps {
      if step.direction == .toServer, let place = step.acknowledgment {
        edge = max(edge, place + Int64(step.segment.header.window) << Int64(min(shift, 14)))
      } else if step.direction == .toClient, step.segment.payloadCount > 0, step.payloadEnd > edge {
        beyond.append(step)
      }
    }
    return Expectation(
      "no octet is sent that no window has offered", found: "\(beyond.count) segments beyond", holds: beyond.isEmpty,
      evidence: beyond.map(\.evidence))
  }

  private static func everyOctet(_ conversation: Conversation, _ seen: Observation) -> Expectation {
    let read = seen.told("read", by: sink).compactMap { $0.integer("octets") }.reduce(0, +)
    return Expectation(
      "every octet arrives, however long it takes",
      found: "\(read) read, \(conversation.payloadOctets(.toClient)) on the wire",
      holds: read == octets && conversation.payloadOctets(.toClient) == octets)
  }
}
