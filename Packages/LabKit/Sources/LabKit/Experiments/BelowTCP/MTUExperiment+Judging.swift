internal import PacketCodec
internal import SocketKit

extension MTUExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let notes = TooLongNote.all(in: seen.frames)
    return Round.allCases.flatMap { round in
      judge(round, notes, seen).map { $0.when(round.rawValue) }
    } + [.endedWithZero(Round.allCases.filter(\.ends).flatMap { [$0.source, $0.sink] }, seen.endings)]
  }

  private static func judge(_ round: Round, _ notes: [TooLongNote], _ seen: Observation) -> [Expectation] {
    let connections = seen.connections(to: round.place)
    guard connections.count == 1, let (conversation, streams) = connections.first else {
      return [Expectation("one connection passes the wire", found: "\(connections.count) did", holds: false)]
    }
    let own = notes.filter { $0.quoted == round.place }
    let common = [Expectation.handshake(conversation), bothOfferMore(conversation)]
    switch round {
    case .told:
      return common + [
        tells(own), shrinksAtOnce(own, conversation), arrives(round, streams, conversation, seen),
      ]
    case .hole: return common + [isSilent(own), againAndAgain(conversation), nothingArrives(conversation)]
    case .probing:
      return common + [isSilent(own), shrinksLate(conversation), arrives(round, streams, conversation, seen)]
    }
  }

  /// Octets of the datagram around a segment; the kernel gives it no options of IP.
  private static func octets(_ step: ConversationStep) -> Int {
    20 + step.segment.header.encodedCount + step.segment.payloadCount
  }

  /// The segments with something in them that the sender sent, in order.
  private static func data(_ conversation: Conversation) -> [ConversationStep] {
    conversation.steps(.toClient).filter { $0.segment.payloadCount > 0 }
  }

  private static func bothOfferMore(_ conversation: Conversation) -> Expectation {
    let offers = conversation.steps.filter { $0.has(.synchronize) }.map { $0.segment.header.options.maximumSegmentSize }
    return Expectation(
      "what both ends agree on is too long for the hop",
      found: "MSS " + offers.map { $0.map { "\($0)" } ?? "none" }.joined(separator: " and "),
      holds: offers.count == 2 && offers.allSatisfy { $0.map { Int($0) + 40 > hop } ?? false })
  }

  // MARK: A router that tells

  /// Source: RFC 1191 §4; RFC 792.
  private static func tells(_ notes: [TooLongNote]) -> Expectation {
    let limits = Set(notes.map(\.limit))
    let lengths = Set(notes.map(\.octets))
    let senders = Set(notes.map { "\($0.sender)" }).sorted()
    return Expectation(
      "it returns a datagram that may not be cut, and says what would fit: \(hop) octets",
      found: notes.isEmpty
        ? "nothing was said"
        : "\(notes.count) times \(list(limits)) for \(list(lengths)), from \(senders.joined(separator: " "))",
      holds: limits == [hop] && notes.allSatisfy { $0.sender == LabNetwork.router && $0.octets > hop },
      evidence: notes.map { .frame($0.number) })
  }

  /// Source: RFC 1191 §3; RFC 9293 §3.7.2.
  private static func shrinksAtOnce(_ notes: [TooLongNote], _ conversation: Conversation) -> Expectation {
    let data = data(conversation)
    let claim = "what was returned is sent again at once in segments that fit, and nothing longer follows"
    let last = notes.map(\.number).max() ?? .max
    let behind = data.filter { $0.packetNumber > last }
    let again = behind.first { $0.sequence == data.first?.sequence }
    guard let first = data.first, let again else {
      return Expectation(claim, found: "nothing was sent again", holds: false)
    }
    let wait = Milliseconds.distance(from: first.monotonicNanoseconds, to: again.monotonicNanoseconds)
    let longest = behind.map(octets).max() ?? 0
    return Expectation(
      claim, found: "after \(Milliseconds.text(nanoseconds: wait)) ms, \(longest) octets at most",
      // Less than the shortest timer that the kernel has.
      holds: wait < 200_000_000 && longest <= hop,
      evidence: [.frame(first.packetNumber), .frame(again.packetNumber)])
  }

  // MARK: A router that does not

  private static func isSilent(_ notes: [TooLongNote]) -> Expectation {
    Expectation(
      "nothing is said of what does not fit", found: "\(notes.count) messages", holds: notes.isEmpty)
  }

  /// Source: RFC 2923 §2.1; RFC 6298 §5.5.
  private static func againAndAgain(_ conversation: Conversation) -> Expectation {
    let data = data(conversation)
    // Until the receiver gives up: the sender's kernel goes on, and may probe as soon as the next round allows it.
    let end = conversation.steps(.toServer).first { $0.has(.finish) || $0.has(.reset) }?.packetNumber ?? .max
    let tries = data.filter { $0.sequence == data.first?.sequence && $0.packetNumber < end }
    let waits = zip(tries.dropFirst(), tries).map {
      Milliseconds.distance(from: $1.monotonicNanoseconds, to: $0.monotonicNanoseconds)
    }
    return Expectation(
      "the first segment is sent again and again, as long as before, and each wait is longer",
      found:
        "\(Set(tries.map(octets)).sorted().map { "\($0)" }.joined(separator: " ")) octets, sent \(tries.count) times"
        + waits.map { ", \(Milliseconds.text(nanoseconds: $0)) ms" }.joined(),
      holds: tries.count > 2 && tries.allSatisfy { octets($0) > hop }
        && zip(waits.dropFirst(), waits).allSatisfy { $0 > $1 },
      evidence: tries.map { .frame($0.packetNumber) })
  }

  private static func nothingArrives(_ conversation: Conversation) -> Expectation {
    let acknowledged = conversation.steps(.toServer).compactMap(\.acknowledgment).max() ?? 0
    return Expectation(
      "so the connection is open, and nothing of the stream arrives",
      found: "\(acknowledged - 1) octets acknowledged", holds: acknowledged == 1)
  }

  // MARK: A sender that finds out

  /// Source: RFC 4821 §7.7, §7.2.
  private static func shrinksLate(_ conversation: Conversation) -> Expectation {
    let data = data(conversation)
    let claim = "after timeouts the sender tries shorter segments, and they pass"
    let timeouts = data.filter { $0.sequence == data[0].sequence && octets($0) > hop }.count - 1
    guard let short = data.first(where: { $0.sequence == data[0].sequence && octets($0) <= hop }) else {
      return Expectation(claim, found: "none was shorter, sent \(timeouts + 1) times", holds: false)
    }
    let wait = Milliseconds.distance(from: data[0].monotonicNanoseconds, to: short.monotonicNanoseconds)
    let answer = conversation.steps(.toServer).first {
      $0.packetNumber > short.packetNumber && $0.acknowledgment ?? 0 >= short.payloadEnd
    }
    return Expectation(
      claim,
      found: "\(octets(short)) octets after \(Milliseconds.text(nanoseconds: wait)) ms and \(timeouts) in vain, "
        + (answer == nil ? "not acknowledged" : "acknowledged"),
      // Two timeouts, of which the kernel's first is 200 ms at least and the second twice that.
      holds: wait >= 600_000_000 - clockTolerance && timeouts > 0 && answer != nil,
      evidence: [data[0], short].map { .frame($0.packetNumber) })
  }

  /// What the kernel's timers, which have a grain of a few milliseconds, may be early.
  private static let clockTolerance: Int64 = 20_000_000

  private static func arrives(
    _ round: Round, _ streams: StreamPair, _ conversation: Conversation, _ seen: Observation
  ) -> Expectation {
    let told = seen.told("finished", by: round.sink).last
    let (octets, sum) = (told?.integer("octets_in") ?? -1, told?.text("crc32") ?? "none")
    return Expectation(
      "every octet arrives", found: "\(octets) with crc32 \(sum)",
      holds: streams.toClient == stream && octets == stream.count && sum == Self.sum)
  }

  private static func list(_ numbers: Set<Int>) -> String {
    numbers.sorted().map { "\($0)" }.joined(separator: " ")
  }
}
