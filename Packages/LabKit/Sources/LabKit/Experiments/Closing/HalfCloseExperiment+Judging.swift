internal import SocketKit

extension HalfCloseExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    Round.allCases.flatMap { round in
      judge(round, seen).map { $0.when(round.rawValue) }
    } + [.endedWithZero(Round.allCases.flatMap { [$0.receiver, $0.sender] }, seen.endings)]
  }

  private static func judge(_ round: Round, _ seen: Observation) -> [Expectation] {
    let connections = seen.connections(to: round.place)
    guard connections.count == 1, let (conversation, streams) = connections.first else {
      return [
        Expectation("one connection passes the wire", found: "\(connections.count) did", holds: false)
      ]
    }
    let common = [isWhole(round, conversation, streams, seen), Expectation.noReset(conversation)]
    switch round {
    case .client: return common + halves(first: .toServer, conversation, seen)
    case .server:
      return common + halves(first: .toClient, conversation, seen) + [cameBack(round, conversation, streams, seen)]
    case .both: return common + atOnce(conversation, seen)
    }
  }

  private static func halves(first: Direction, _ conversation: Conversation, _ seen: Observation) -> [Expectation] {
    [
      .twoOpenAndTwoClose(first: first, conversation), .otherHalfGoesOn(conversation),
      .halvesWait(first: first, conversation, seen), .timeWaitAtTheFirstToClose(conversation, seen),
    ]
  }

  private static func atOnce(_ conversation: Conversation, _ seen: Observation) -> [Expectation] {
    let isClosing = seen.ends(of: conversation, thatWere: .closing).contains(conversation.server)
    let waiting = seen.ends(of: conversation, thatWere: .timeWait)
    return [
      .finsCross(conversation),
      Expectation(
        "FIN on its way, FIN come: the server's end is in CLOSING", found: isClosing ? "CLOSING" : "no CLOSING",
        holds: isClosing,
        evidence: seen.timeline.evidence(of: conversation.server, toward: conversation.client, in: .closing)),
      Expectation(
        "both ends closed first, and both wait in TIME_WAIT",
        found: waiting.isEmpty ? "no TIME_WAIT" : waiting.map { "TIME_WAIT at \($0)" }.joined(separator: ", "),
        holds: waiting.count == 2,
        evidence: seen.timeline.evidence(of: conversation.client, toward: conversation.server, in: .timeWait)
          + seen.timeline.evidence(of: conversation.server, toward: conversation.client, in: .timeWait)),
    ]
  }

  /// The wire is compared octet by octet; the tools have their sums.
  private static func isWhole(
    _ round: Round, _ conversation: Conversation, _ streams: StreamPair, _ seen: Observation
  ) -> Expectation {
    let sent = Account(seen, "finished", by: round.sender, "octets_out", "crc32")
    let received = Account(seen, "finished", by: round.receiver, "octets_in", "crc32")
    return Expectation(
      "the file arrives whole",
      found: "\(text(streams.toClient)); sent \(sent.text), received \(received.text)",
      holds: streams.toClient == file && sent.isOfFile && received.isOfFile,
      evidence: evidence(round, conversation, .toClient, seen))
  }

  private static func cameBack(
    _ round: Round, _ conversation: Conversation, _ streams: StreamPair, _ seen: Observation
  ) -> Expectation {
    let sent = Account(seen, "finished", by: round.receiver, "octets_out", "crc32_out")
    let received = Account(seen, "finished", by: round.sender, "octets_in", "crc32_in")
    return Expectation(
      "the whole file comes back through the half that is open",
      found: "\(text(streams.toServer)); sent \(sent.text), received \(received.text)",
      holds: streams.toServer == file && sent.isOfFile && received.isOfFile,
      evidence: evidence(round, conversation, .toServer, seen))
  }

  /// What carried the file, and what both tools said of it.
  private static func evidence(
    _ round: Round, _ conversation: Conversation, _ direction: Direction, _ seen: Observation
  ) -> [Evidence] {
    conversation.steps(direction).filter { $0.segment.payloadCount > 0 }.evidence
      + seen.timeline.evidence(told: "finished", by: round.sender, round.receiver)
  }

  private static func text(_ stream: [UInt8]) -> String {
    let difference = StreamPair(toServer: stream, toClient: file).firstDifference
    return "wire \(stream.count) octets, \(difference.map { "octet \($0) differs" } ?? "the file's")"
  }

  /// What a tool says of the octets that it moved one way.
  private struct Account {
    var octets: Int
    var sum: String

    init(_ seen: Observation, _ event: String, by tool: String, _ octets: String, _ sum: String) {
      let told = seen.told(event, by: tool).last
      self.octets = told?.integer(octets) ?? -1
      self.sum = told?.text(sum) ?? "none"
    }

    var text: String { "\(octets) with crc32 \(sum)" }
    var isOfFile: Bool { octets == HalfCloseExperiment.file.count && sum == HalfCloseExperiment.sum }
  }
}
