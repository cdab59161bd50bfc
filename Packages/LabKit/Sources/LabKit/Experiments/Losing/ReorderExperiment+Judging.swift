internal import PacketCodec
internal import SocketKit

extension ReorderExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    Round.allCases.flatMap { round in judge(round, seen).map { $0.when(round.name) } } + [
      .endedWithZero(Round.allCases.flatMap { [$0.source, $0.sink, $0.wire] }, seen.endings)
    ]
  }

  private static func judge(_ round: Round, _ seen: Observation) -> [Expectation] {
    let connections = seen.connections(to: round.place)
    guard connections.count == 1, let (conversation, streams) = connections.first else {
      return [Expectation("one connection passes the wire", found: "\(connections.count) did", holds: false)]
    }
    let held = seen.told("held-back", by: round.wire)
    // What is held back arrives as late as what is lost and sent again; so it is followed in the same way.
    let repairs = Repair.all(held.filter { $0.integer("transmission") == 1 }, in: conversation, .toClient)
    let common = [arrives(round, streams, seen), isHeld(round, repairs)]
    switch round.trouble {
    case .one: return common + [isWaitedFor(repairs, conversation)]
    case .many:
      return common + [isTakenForLost(repairs), isTold(repairs, conversation)]
        + (round.mender == .kernel ? [isRemembered(repairs, conversation)] : [])
    }
  }

  private static func arrives(_ round: Round, _ streams: StreamPair, _ seen: Observation) -> Expectation {
    let told = seen.told("finished", by: round.sink).last
    let (octets, sum) = (told?.integer("octets_in") ?? -1, told?.text("crc32") ?? "none")
    return Expectation(
      "every octet arrives", found: "\(octets) with crc32 \(sum)",
      holds: streams.toClient == stream && octets == stream.count && sum == Self.sum)
  }

  private static func isHeld(_ round: Round, _ repairs: [Repair]) -> Expectation {
    let expected = round.trouble.held.map { Int64($0 * segmentOctets + 1) }
    return Expectation(
      "\(round.trouble == .one ? "one is" : "two are") overtaken", found: places(repairs),
      holds: repairs.map(\.place) == expected)
  }

  /// Source: RFC 5681 §3.2; RFC 8985 §6.2.
  private static func isWaitedFor(_ repairs: [Repair], _ conversation: Conversation) -> Expectation {
    let report = repairs.first.flatMap { first in conversation.reports(of: first.place) } ?? []
    return Expectation(
      "one acknowledgment tells of what came first, and the sender waits",
      found: "\(report.count) told, sent \(repairs.first?.times ?? 0) times",
      holds: repairs.count == 1 && (1 ... 2).contains(report.count) && repairs[0].times == 1,
      evidence: report.map { .frame($0.packetNumber) })
  }

  /// Source: RFC 5681 §3.2; RFC 8985 §6.2.
  private static func isTakenForLost(_ repairs: [Repair]) -> Expectation {
    let first = repairs.first
    return Expectation(
      "the first is taken for lost by what came before it, and sent again for nothing", found: first?.text ?? "none",
      holds: first?.times == 2 && first?.reason != .timer && first?.wait != nil)
  }

  /// Source: RFC 2883 §4.1; RFC 8985 §6.2.
  private static func isTold(_ repairs: [Repair], _ conversation: Conversation) -> Expectation {
    let words = conversation.steps(.toServer).filter(\.tellsOfDuplicate)
    let block = words.first?.segment.header.options.selectiveAcknowledgment.first
    let place = words.first.flatMap { step in
      block.flatMap { block in
        step.segment.header.acknowledgment.map { (step.acknowledgment ?? 0) + Int64(block.leftEdge.distance(from: $0)) }
      }
    }
    return Expectation(
      "the receiver says that it came twice",
      found: place.map { "\(words.count) D-SACK, of \($0)" } ?? "no D-SACK",
      holds: place != nil && place == repairs.first?.place, evidence: words.map { .frame($0.packetNumber) })
  }

  /// The kernel takes what the receiver said for proof. RFC 8985's algorithm, which UStack follows, takes only a segment
  /// that was never sent again; what UStack does with the second hangs on how many are behind that in its flight.
  ///
  /// Source: RFC 8985 §6.2, steps 3 and 4.
  private static func isRemembered(_ repairs: [Repair], _ conversation: Conversation) -> Expectation {
    let second = repairs.count == 2 ? repairs[1] : nil
    let reports = second.map { conversation.reports(of: $0.place) } ?? []
    return Expectation(
      "the second is waited for, though as many overtook it",
      found: second.map { "\($0.place) sent \($0.times) times, \(reports.count) told" } ?? "no second",
      holds: second?.times == 1 && reports.count >= 3, evidence: reports.prefix(3).map { .frame($0.packetNumber) })
  }

  private static func places(_ repairs: [Repair]) -> String {
    repairs.isEmpty ? "none" : repairs.map { "\($0.place)" }.joined(separator: ", ")
  }
}

extension Conversation {
  /// The acknowledgments to the server's data that still ask for this place, and tell of segments behind it.
  func reports(of place: Int64) -> [ConversationStep] {
    steps(.toServer).filter {
      $0.acknowledgment == place && !$0.segment.header.options.selectiveAcknowledgment.isEmpty && !$0.tellsOfDuplicate
    }
  }
}

extension ConversationStep {
  /// Whether its first block lies below what it acknowledges: something came twice.
  ///
  /// Source: RFC 2883 §4.1.
  var tellsOfDuplicate: Bool {
    guard let block = segment.header.options.selectiveAcknowledgment.first,
      let acknowledgment = segment.header.acknowledgment
    else { return false }
    return block.leftEdge.precedes(acknowledgment)
  }
}
