internal import PacketCodec
internal import SocketKit

extension StackClientExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    Round.allCases.flatMap { round in
      judge(round, seen).map { $0.when(round.rawValue) }
    } + [.endedWithZero(Round.allCases.map(\.serverLabel) + tools(Round.allCases.dropLast()), seen.endings)]
  }

  private static func tools(_ rounds: some Sequence<Round>) -> [String] { rounds.map(\.label) }

  private static func judge(_ round: Round, _ seen: Observation) -> [Expectation] {
    let connections = seen.connections(to: round.place)
    guard connections.count == 1, let (whole, streams) = connections.first else {
      return [Expectation("one connection passes the wire", found: "\(connections.count) did", holds: false)]
    }
    let conversation = whole.withoutRetransmissions
    switch round {
    case .echo:
      return [
        .handshake(conversation), .bothOffer(conversation), cameBack(round, conversation, streams, seen),
        .walks([.synSent, .established, .finWait1, .timeWait], conversation, seen),
        kernelKnowsNothing(conversation, seen),
        .timeWaitAtTheFirstToClose(conversation, seen), .noReset(conversation),
      ]
    case .halfClose:
      return [
        isWhole(conversation, streams, seen), .twoOpenAndTwoClose(first: .toServer, conversation),
        .otherHalfGoesOn(conversation),
        .halvesWait(first: .toServer, conversation, seen), .noReset(conversation),
      ]
    case .guarded:
      return [
        cameBack(round, conversation, streams, seen), kernelKnowsNothing(conversation, seen),
        .noReset(conversation),
      ]
    case .bare: return bare(conversation, seen)
    }
  }

  private static func cameBack(
    _ round: Round, _ conversation: Conversation, _ streams: StreamPair, _ seen: Observation
  ) -> Expectation {
    let sent = Array(lines.joined().utf8)
    var expectation = Expectation.everyOctetCameBack(
      streams, seen.told("closed", by: round.label).last, conversation)
    if streams.toServer != sent { expectation.holds = false }
    return expectation
  }

  private static func isWhole(
    _ conversation: Conversation, _ streams: StreamPair, _ seen: Observation
  ) -> Expectation {
    let told = seen.told("closed", by: Round.halfClose.label).last?.integer("octets_in") ?? -1
    let difference = StreamPair(toServer: streams.toClient, toClient: file).firstDifference
    return Expectation(
      "the file arrives whole",
      found: "wire \(streams.toClient.count) octets, \(difference.map { "octet \($0) differs" } ?? "the file's"); "
        + "client \(told) in",
      holds: streams.toClient == file && told == file.count,
      evidence: conversation.steps(.toClient).filter { $0.segment.payloadCount > 0 }.evidence
        + seen.timeline.evidence(told: "closed", by: Round.halfClose.label))
  }

  /// No socket of the kernel's was ever this end.
  private static func kernelKnowsNothing(_ conversation: Conversation, _ seen: Observation) -> Expectation {
    let sockets = kernelStates(of: conversation.client, seen)
    return Expectation(
      "the kernel beside the stack has no such socket",
      found: sockets.isEmpty ? "none at \(conversation.client)" : sockets.map(\.name).joined(separator: ", "),
      holds: sockets.isEmpty)
  }

  private static func kernelStates(of end: SocketAddress, _ seen: Observation) -> [TCPSocketState] {
    seen.timeline.events.compactMap { event in
      guard event.tool == "tcp-states", case .transition(let change) = event.happening, change.local == end else {
        return nil
      }
      return change.to
    }
  }

  // MARK: Without a guard

  private static func bare(_ conversation: Conversation, _ seen: Observation) -> [Expectation] {
    let resets = conversation.steps(.toServer).filter { $0.has(.reset) }
    let own = seen.told("segment", by: Round.bare.label).count { segment in
      segment.text("direction") == "out" && segment.text("text")?.contains("[R") == true
    }
    let label = Round.bare.label
    let (ending, states) = (seen.endings[label] ?? nil, seen.changes(of: conversation.client).compactMap(\.to))
    return [
      Expectation(
        "the server gets RST from the client's address, and the stack sent none",
        found: "\(resets.count) on the wire, \(own) of the stack's",
        holds: !resets.isEmpty && own == 0, evidence: resets.evidence),
      Expectation(
        "the RST has the number that the server acknowledged: it is from who knows no such connection",
        found: resets.first.map { "RST seq \($0.sequence), \($0.acknowledgment == nil ? "no" : "an") ACK" } ?? "none",
        holds: resets.first.map { isAnswer($0, in: conversation) } ?? false, evidence: resets.prefix(1).evidence),
      Expectation(
        "the stack's connection is lost, and it says so",
        found: "\(states.map(\.name).joined(separator: ", ")); \(Expectation.text(ending))",
        holds: states.contains(.established) && !states.contains(.timeWait) && ending == .exited(1),
        evidence: seen.timeline.evidence { event in
          guard case .transition(let change) = event.happening else { return false }
          return change.local == conversation.client
        }),
    ]
  }

  /// Whether it has the number of the acknowledgment that came before it, and none of its own (RFC 9293 §3.5.2, group 1).
  private static func isAnswer(_ reset: ConversationStep, in conversation: Conversation) -> Bool {
    let before = conversation.steps.prefix { $0.packetNumber < reset.packetNumber }
    return reset.acknowledgment == nil
      && before.contains {
        $0.direction == .toClient && $0.acknowledgment == reset.sequence && !$0.has(.synchronize)
      }
  }
}
