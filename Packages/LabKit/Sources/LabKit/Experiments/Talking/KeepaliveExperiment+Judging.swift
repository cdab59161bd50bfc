internal import PacketCodec
internal import SocketKit

extension KeepaliveExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let ours = seen.place(ofConnectionBy: asking).map { seen.conversations[$0] }
    let other = seen.place(ofConnectionBy: silent).map { seen.conversations[$0] }
    guard let ours, let other else {
      return [
        Expectation(
          "both clients connect", found: "\([ours, other].count { $0 != nil }) of 2 did", holds: false)
      ]
    }
    let probes = ours.steps.indices.filter {
      ours.steps[$0].direction == .toServer && ours.steps[$0].marks.contains(.probe)
    }
    let answers = probes.map { place in
      ours.steps[(place + 1)...].prefix { !$0.marks.contains(.probe) }.first { $0.direction == .toClient }
    }
    let answered = zip(probes, answers).filter { $0.1 != nil }.map { ours.steps[$0.0] }
    let lost = zip(probes, answers).filter { $0.1 == nil }.map { ours.steps[$0.0] }
    return [
      asksNothing(answered), isAnswered(answered, answers), unanswered(lost), fails(ours, lost, seen), resets(ours),
      silentStays(other, seen), peerStays(ours, seen),
      .endedWithZero([asking, silent, listener, wire], seen.endings),
    ]
  }

  /// A second, in steps of the kernel's clock.
  private static let shortest = Int64(interval) * 950_000_000

  /// Source: RFC 9293 §3.8.4; RFC 1122 §4.2.3.6.
  private static func asksNothing(_ probes: [ConversationStep]) -> Expectation {
    Expectation(
      "a probe brings nothing: it stands one place below what was acknowledged, so that the peer has to answer",
      found: probes.first.map(SegmentLabel.brief) ?? "no probe that was answered",
      holds: !probes.isEmpty && probes.allSatisfy { $0.sequence == 0 && $0.segment.sequenceCount == 0 },
      evidence: probes.map(\.evidence))
  }

  private static func isAnswered(_ probes: [ConversationStep], _ answers: [ConversationStep?]) -> Expectation {
    let answer = answers.compactMap(\.self).first
    return Expectation(
      "while the peer is there, its kernel answers by an ACK, and the program does not hear of it",
      found: answer.map { "\(probes.count) answered, by \(SegmentLabel.brief($0))" } ?? "no answer",
      holds: answer.map { $0.acknowledgment == 1 && $0.segment.sequenceCount == 0 && !$0.has(.reset) } ?? false,
      evidence: [answer?.evidence].compactMap(\.self))
  }

  private static func unanswered(_ lost: [ConversationStep]) -> Expectation {
    let waits = zip(lost, lost.dropFirst()).map {
      Milliseconds.distance(from: $0.monotonicNanoseconds, to: $1.monotonicNanoseconds)
    }
    return Expectation(
      "behind the cut \(probes) probes leave, \(interval) s from each other",
      found: "\(lost.count), \(waits.map { "\(Milliseconds.text(nanoseconds: $0)) ms" }.joined(separator: ", ")) apart",
      holds: lost.count == probes && waits.allSatisfy { $0 >= shortest }, evidence: lost.map(\.evidence))
  }

  private static func fails(_ ours: Conversation, _ lost: [ConversationStep], _ seen: Observation) -> Expectation {
    let told = seen.told("failed", by: asking).first
    let moment = seen.moments(of: "failed", by: asking).first
    let wait = moment.flatMap { moment in
      lost.last.map { Milliseconds.distance(from: $0.monotonicNanoseconds, to: moment) }
    }
    return Expectation(
      "then the read fails with ETIMEDOUT, \(interval) s behind the last probe",
      found:
        "\(told?.text("errno") ?? "it waits")\(wait.map { " after \(Milliseconds.text(nanoseconds: $0)) ms" } ?? "")",
      holds: told?.text("errno") == "ETIMEDOUT" && wait ?? 0 >= shortest)
  }

  /// It may find its way: then the peer, whatever it believes, gives up as well.
  private static func resets(_ ours: Conversation) -> Expectation {
    let reset = ours.steps.last { $0.has(.reset) }
    return Expectation(
      "a RST goes after what is given up, in case that somebody hears it",
      found: reset.map(SegmentLabel.brief) ?? "no RST", holds: reset?.direction == .toServer,
      evidence: [reset?.evidence].compactMap(\.self))
  }

  private static func silentStays(_ other: Conversation, _ seen: Observation) -> Expectation {
    let moment = seen.moments(of: "failed", by: asking).first ?? .max
    let steps = other.steps.filter { $0.monotonicNanoseconds < moment }
    let failed = seen.told("failed", by: silent).count
    return Expectation(
      "without keepalive nothing is sent, and nobody notices",
      found: "\(steps.count) segments, \(failed) calls failed", holds: steps.count == 3 && failed == 0)
  }

  private static func peerStays(_ ours: Conversation, _ seen: Observation) -> Expectation {
    let moment = seen.moments(of: "failed", by: asking).first ?? .max
    let states = seen.timeline.events.filter { $0.monotonicNanoseconds <= moment }.compactMap { event -> StateChange? in
      guard case .transition(let change) = event.happening, change.local == place, change.remote == ours.client
      else { return nil }
      return change
    }
    return Expectation(
      "the peer, which asks nothing, still believes in the connection", found: states.last?.to?.name ?? "gone",
      holds: states.last?.to == .established)
  }
}
