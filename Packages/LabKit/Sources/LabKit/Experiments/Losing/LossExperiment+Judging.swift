internal import SocketKit

extension LossExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let rounds = Round.allCases.filter { seen.endings[$0.wire] != nil }
    return [wereTried(rounds, seen)]
      + rounds.flatMap { round in
        judge(round, seen).map { $0.when(round.name) }
      } + [
        sameLosses(rounds, seen),
        .endedWithZero(rounds.flatMap { [$0.source, $0.sink, $0.wire] }, seen.endings),
      ]
  }

  /// What the machine's kernel does not have was not tried, and that is said.
  private static func wereTried(_ rounds: [Round], _ seen: Observation) -> Expectation {
    let tried = Mender.allCases.filter { mender in rounds.contains { $0.mender == mender } }
    let skipped = Mender.allCases.filter { !tried.contains($0) }
    let others = rounds.filter { round in
      round.mender.kernelControl.map { $0 != seen.congestionControl(at: round.place) } ?? false
    }
    var found = tried.map(\.rawValue).joined(separator: ", ")
    if !skipped.isEmpty { found += "; this machine has no \(skipped.map(\.rawValue).joined(separator: ", no "))" }
    if !others.isEmpty {
      found +=
        "; not what they should be: "
        + others.map { "\($0.name): \(seen.congestionControl(at: $0.place) ?? "unknown")" }.joined(separator: ", ")
    }
    return Expectation(
      "the kernel and UStack were tried", found: found,
      holds: others.isEmpty && [Mender.reno, .stack, .told].allSatisfy { tried.contains($0) })
  }

  private static func judge(_ round: Round, _ seen: Observation) -> [Expectation] {
    let connections = seen.connections(to: round.place)
    guard connections.count == 1, let (conversation, streams) = connections.first else {
      return [Expectation("one connection passes the wire", found: "\(connections.count) did", holds: false)]
    }
    let repairs = Repair.all(seen.told("dropped", by: round.wire), in: conversation, .toClient)
    let common = [arrived(round, conversation, streams, seen), Expectation.noResetWhileOpen(conversation)]
    switch round.trouble {
    case .one: return common + [fast(repairs), once(repairs, conversation)]
    case .tail: return common + [slow(repairs)]
    case .chance: return common + [all(repairs)]
    }
  }

  /// The receiver's own account where it has one; what was acknowledged in any case.
  private static func arrived(
    _ round: Round, _ conversation: Conversation, _ streams: StreamPair, _ seen: Observation
  ) -> Expectation {
    let acknowledged = conversation.steps(.toServer).compactMap(\.acknowledgment).max() ?? 0
    let told = seen.told("finished", by: round.sink).last
    let account = told.map { ", received \($0.integer("octets_in") ?? -1) with crc32 \($0.text("crc32") ?? "none")" }
    let isReceived = round.mender == .told || told?.integer("octets_in") == stream.count && told?.text("crc32") == sum
    return Expectation(
      "every octet arrives", found: "\(acknowledged - 2) of \(stream.count) acknowledged\(account ?? "")",
      // The FIN behind them has a place of its own.
      holds: streams.toClient == stream && acknowledged == Int64(stream.count) + 2 && isReceived,
      evidence: conversation.steps(.toClient).filter { $0.segment.payloadCount > 0 }.evidence)
  }

  /// Segments behind the lost one arrived, and the receiver says so at once: no timer is needed.
  ///
  /// Source: RFC 5681 §3.2; RFC 2018 §4; RFC 6675 §5; RFC 8985 §6.2.
  private static func fast(_ repairs: [Repair]) -> Expectation {
    let place = Int64(2 * segmentOctets + 1)
    return Expectation(
      "the third segment is lost, and sent again because of what arrived behind it", found: text(repairs),
      holds: repairs.count == 1 && repairs[0].place == place && repairs[0].reason != .timer,
      evidence: repairs.flatMap(\.evidence))
  }

  private static func once(_ repairs: [Repair], _ conversation: Conversation) -> Expectation {
    // A machine under load may make a sender ask about its tail, too, which is no matter here.
    let repeated = conversation.steps(.toClient).count { $0.marks.contains(.retransmission) }
    return Expectation(
      "it is sent again once", found: "sent \(repairs.first?.times ?? 0) times, \(repeated) retransmissions in all",
      holds: repairs.first?.times == 2, evidence: repairs.prefix(1).flatMap(\.evidence))
  }

  /// Behind the last segments nothing arrives that a receiver could tell of: the sender waits for its timer, which is
  /// 200 ms at least in the kernel and a second in RFC 6298.
  ///
  /// Source: RFC 6298 §2.4, §5; RFC 8985 §7.
  private static func slow(_ repairs: [Repair]) -> Expectation {
    let first = repairs.first { $0.place == Int64((segments - 2) * segmentOctets + 1) }
    let isSlow = first.map { $0.reason == .timer && $0.wait ?? 0 >= 150_000_000 } ?? false
    return Expectation(
      "the last segments are lost, and sent again by a timer, because nobody tells of them", found: text(repairs),
      holds: isSlow && repairs.allSatisfy { $0.wait != nil }, evidence: repairs.flatMap(\.evidence))
  }

  private static func all(_ repairs: [Repair]) -> Expectation {
    Expectation(
      "what chance takes is sent again", found: text(repairs),
      holds: !repairs.isEmpty && repairs.allSatisfy { $0.wait != nil }, evidence: repairs.flatMap(\.evidence))
  }

  private static func text(_ repairs: [Repair]) -> String {
    repairs.isEmpty ? "no loss" : repairs.map(\.text).joined(separator: ", ")
  }

  /// Chance with one seed takes the same segments from all, though each sends at other times.
  private static func sameLosses(_ rounds: [Round], _ seen: Observation) -> Expectation {
    let losses = rounds.filter { $0.trouble == .chance }.map { round in
      seen.told("dropped", by: round.wire).filter { $0.text("kind") == "data" && $0.integer("transmission") == 1 }
        .compactMap { $0.integer("sequence") }.sorted()
    }
    let first = losses.first ?? []
    return Expectation(
      "chance takes the same segments from all", found: first.map { "\($0)" }.joined(separator: ", "),
      holds: !first.isEmpty && losses.count > 2 && losses.allSatisfy { $0 == first },
      evidence: rounds.filter { $0.trouble == .chance }.flatMap {
        seen.timeline.evidence(told: "dropped", by: $0.wire)
      })
  }
}
