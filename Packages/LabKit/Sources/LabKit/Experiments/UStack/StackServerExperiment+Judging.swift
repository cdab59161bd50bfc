internal import PacketCodec
internal import SocketKit

extension StackServerExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let connections = seen.connections(to: place)
    let refused = seen.connections(to: closed).map(\.conversation)
    return [
      allOpenAtOnce(seen), eachItsOwn(connections, seen), everyHandshake(connections.map(\.conversation)),
      kernelKnowsNothing(seen), goesThroughStates(connections.map(\.conversation), seen), isRefused(refused, seen),
      counts(seen), .endedWithZero((1 ... clients).map(label) + ["gotcp-tcpserver"], seen.endings),
    ]
  }

  private static func allOpenAtOnce(_ seen: Observation) -> Expectation {
    let ours = seen.peak(of: .established) { $0.local == place }
    let theirs = seen.peak(of: .established) { $0.remote == place }
    return Expectation(
      "\(clients) connections are ESTABLISHED at once, in the stack and in the clients' kernel",
      found: "\(ours) in the stack, \(theirs) in the kernel", holds: ours == clients && theirs == clients,
      evidence: seen.timeline.evidence(into: .established) { $0.local == place || $0.remote == place })
  }

  private static func eachItsOwn(
    _ connections: [(conversation: Conversation, streams: StreamPair)], _ seen: Observation
  ) -> Expectation {
    let served = (1 ... clients).count { number in
      guard let end = seen.told("connected", by: label(number)).first?.text("local").flatMap({ SocketAddress($0) }),
        let streams = connections.first(where: { $0.conversation.client == end })?.streams
      else { return false }
      let octets = Array("\(line(number))\n".utf8)
      return streams.toServer == octets && streams.toClient == octets
        && seen.told("reply", by: label(number)).count == 1
    }
    return Expectation(
      "each client gets its own line back, and no other", found: "\(served) of \(clients) did",
      holds: served == clients,
      evidence: connections.flatMap { $0.conversation.steps.filter { $0.segment.payloadCount > 0 }.evidence })
  }

  private static func everyHandshake(_ conversations: [Conversation]) -> Expectation {
    let judged = conversations.flatMap { [Expectation.handshake($0.withoutRetransmissions), .noReset($0)] }
    let broken = judged.filter { !$0.holds }
    return Expectation(
      "each connection opens with three segments, and none is reset",
      found: "\(conversations.count) connections" + broken.map { "; \($0.claim): \($0.found)" }.joined(),
      holds: conversations.count == clients && broken.isEmpty, evidence: judged.flatMap(\.evidence))
  }

  private static func kernelKnowsNothing(_ seen: Observation) -> Expectation {
    let sockets = seen.timeline.events.count { event in
      guard event.tool == "tcp-states", case .transition(let change) = event.happening else { return false }
      return change.local.address == place.address
    }
    return Expectation(
      "the kernel beside the stack has no socket of it: not even a listener",
      found: "\(sockets) at \(place.address)", holds: sockets == 0)
  }

  private static func goesThroughStates(_ conversations: [Conversation], _ seen: Observation) -> Expectation {
    let gone = conversations.count { conversation in
      let ours = seen.changes(of: place, toward: conversation.client)
      return ours.contains { $0.to == .established } && ours.last?.to == nil
    }
    let waiting = conversations.count { seen.ends(of: $0, thatWere: .timeWait) == [$0.client] }
    return Expectation(
      "the clients close first: TIME_WAIT is in their kernel, and the stack's connections are gone",
      found: "\(waiting) in TIME_WAIT, \(gone) gone", holds: waiting == clients && gone == clients,
      evidence: conversations.flatMap { $0.steps.filter { $0.has(.finish) }.evidence }
        + seen.timeline.evidence(into: .timeWait) { $0.local == place || $0.remote == place })
  }

  private static func isRefused(_ conversations: [Conversation], _ seen: Observation) -> Expectation {
    let flags = conversations.first?.steps.map { SegmentLabel.flags($0.segment.header.flags) } ?? []
    let ending = seen.endings[stranger] ?? nil
    return Expectation(
      "where nobody listens, the stack answers SYN with RST",
      found: "\(flags.isEmpty ? "nothing" : flags.joined(separator: ", ")); client \(Expectation.text(ending))",
      holds: conversations.count == 1 && conversations[0].steps.map(\.direction) == [.toServer, .toClient]
        && conversations[0].steps[1].has(.reset) && conversations[0].steps[1].acknowledgment == 1
        && ending == .exited(1), evidence: conversations.flatMap(\.steps.evidence))
  }

  private static func counts(_ seen: Observation) -> Expectation {
    let stopped = seen.told("stopped", by: "gotcp-tcpserver").last
    let octets = (1 ... clients).reduce(0) { $0 + line($1).utf8.count + 1 }
    let numbers = ["accepted", "octets_in", "octets_out"].map { stopped?.integer($0) ?? -1 }
    return Expectation(
      "the server's own count is that of the wire",
      found: "accepted \(numbers[0]), octets \(numbers[1]) in, \(numbers[2]) out",
      holds: numbers == [clients, octets, octets],
      evidence: seen.timeline.evidence(told: "stopped", by: "gotcp-tcpserver"))
  }
}
