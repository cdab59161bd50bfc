internal import PacketCodec
internal import SocketKit

extension CloseWaitExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let (late, cured) = (seen.connections(to: leaking), seen.connections(to: closing))
    guard late.count == 1, cured.count == 1 else {
      return [
        Expectation(
          "one connection goes to each server", found: "\(late.count) and \(cured.count)", holds: false)
      ]
    }
    return judge(late[0].conversation, seen) + judge(cured: cured[0].conversation, seen)
      + [.endedWithZero(["client of leak", "leak", "client of cure", "cure"], seen.endings)]
  }

  private static func judge(_ late: Conversation, _ seen: Observation) -> [Expectation] {
    [
      kernelAnswers(late), clientForgets(late, seen), serverWaits(late, seen),
      .finFollows("close", .toClient, late, seen.timeline), nobodyIsThere(late),
    ]
  }

  private static func judge(cured: Conversation, _ seen: Observation) -> [Expectation] {
    [
      .twoOpenAndTwoClose(first: .toServer, cured), .noReset(cured), neitherStays(cured, seen),
    ].map { $0.when("with --cure") }
  }

  private static func kernelAnswers(_ late: Conversation) -> Expectation {
    let fin = late.steps(.toServer).first { $0.has(.finish) }
    let answer = late.steps(.toClient).first { step in
      guard let fin, let place = step.acknowledgment else { return false }
      return place > fin.payloadEnd
    }
    return Expectation(
      "the server's kernel acknowledges the client's FIN, and sends none of its own",
      found: answer.map(SegmentLabel.brief) ?? "no acknowledgment", holds: answer.map { !$0.has(.finish) } ?? false,
      evidence: [fin, answer].compactMap(\.self).evidence)
  }

  private static func clientForgets(_ late: Conversation, _ seen: Observation) -> Expectation {
    let time = seen.time(of: late.client, toward: leaking, in: .finWait2)
    return Expectation(
      "FIN_WAIT2 ends by itself, \(finTimeout) s after the client's program is gone", found: text(time),
      // The state was reached up to one look before it was found.
      holds: seen.changes(of: late.client, toward: leaking).last?.to == nil
        && time ?? 0 >= Int64(finTimeout) * 900_000_000,
      evidence: seen.timeline.evidence(of: late.client, toward: leaking, in: .finWait2))
  }

  private static func serverWaits(_ late: Conversation, _ seen: Observation) -> Expectation {
    let here = seen.time(of: leaking, toward: late.client, in: .closeWait)
    let there = seen.time(of: late.client, toward: leaking, in: .finWait2)
    return Expectation(
      "CLOSE_WAIT does not: it is there until the program acts, long after the other end is forgotten",
      found: "\(text(here)) here, \(text(there)) there",
      holds: Milliseconds.distance(from: there ?? .max, to: here ?? 0) >= outlasting,
      evidence: seen.timeline.evidence(of: leaking, toward: late.client, in: .closeWait)
        + seen.timeline.evidence(of: late.client, toward: leaking, in: .finWait2))
  }

  /// What the two waits differ by, at the least: half of what they are set to differ by.
  private static let outlasting = Int64(releaseAfter - finTimeout) * 500_000_000

  private static func nobodyIsThere(_ late: Conversation) -> Expectation {
    let fin = late.steps(.toClient).first { $0.has(.finish) }
    let last = late.steps.last
    return Expectation(
      "that FIN comes too late: the client's kernel knows nothing of it, and answers with RST",
      found: "\(fin == nil ? "no FIN" : "FIN"), at the end \(last.map(SegmentLabel.brief) ?? "nothing")",
      holds: fin != nil && last?.direction == .toServer && last?.has(.reset) == true
        && last?.sequence == fin?.acknowledgment, evidence: [fin, last].compactMap(\.self).evidence)
  }

  private static func neitherStays(_ cured: Conversation, _ seen: Observation) -> Expectation {
    let client = seen.changes(of: cured.client, toward: closing).last?.to
    let server = seen.changes(of: closing, toward: cured.client).last?.to
    return Expectation(
      "neither state stays: the client's end is in TIME_WAIT, the server's gone",
      found: "\(client?.name ?? "gone") and \(server?.name ?? "gone")", holds: client == .timeWait && server == nil,
      evidence: seen.timeline.evidence(of: cured.client, toward: closing, in: .timeWait)
        + seen.timeline.evidence(of: closing, toward: cured.client, in: .lastAck, .closeWait, .established))
  }

  private static func text(_ nanoseconds: Int64?) -> String {
    nanoseconds.map { "\(Milliseconds.text(nanoseconds: $0)) ms" } ?? "no end of it"
  }
}
