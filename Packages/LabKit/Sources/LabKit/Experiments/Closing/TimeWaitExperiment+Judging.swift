internal import PacketCodec
internal import SocketKit
internal import ToolKit

extension TimeWaitExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let mine = seen.conversations.filter { $0.client == clientFirst && $0.server == place }
    let other = seen.conversations.filter { $0.client == serverFirst && $0.server == place }
    guard !mine.isEmpty, !other.isEmpty else {
      return [
        Expectation(
          "each pair of ports has its connection", found: "\(mine.count) and \(other.count)", holds: false)
      ]
    }
    return [
      waits(mine, clientFirst, place, "the client closes first, and the client waits", seen),
      waits(other, place, serverFirst, "the server closes first, and the server waits", seen),
      counts(seen), refused(seen), letIn(other, seen), reused(mine, seen),
      .endedWithZero([caller, listener] + looks, seen.endings),
    ]
  }

  /// Source: RFC 9293 §3.6.1.
  private static func waits(
    _ conversations: [Conversation], _ end: SocketAddress, _ peer: SocketAddress, _ claim: String, _ seen: Observation
  ) -> Expectation {
    // What the ends are in when their ports have a second connection is no matter here.
    let over = conversations.dropFirst().first?.steps.first?.monotonicNanoseconds ?? .max
    let waiting = [end, peer].filter { local in
      seen.timeline.events.contains { event in
        guard event.monotonicNanoseconds < over, case .transition(let change) = event.happening else { return false }
        return change.to == .timeWait && change.local == local && change.remote == (local == end ? peer : end)
      }
    }
    let fin = conversations[0].firstFinish
    return Expectation(
      claim,
      found: "\(fin.map { "first FIN from \($0.segment.source)" } ?? "no FIN"), "
        + (waiting.isEmpty ? "no TIME_WAIT" : "TIME_WAIT at " + waiting.map { "\($0)" }.joined(separator: " and ")),
      holds: fin?.segment.source == end && waiting == [end], evidence: [fin?.evidence].compactMap(\.self))
  }

  /// Source: RFC 9293 §3.4.3, where the MSL is two minutes; Linux has half of one, and no setting.
  private static func counts(_ seen: Observation) -> Expectation {
    let found = looks.map { label -> (left: Int, moment: Int64)? in
      let told = zip(seen.told("socket", by: label), seen.moments(of: "socket", by: label))
      let ours = told.first { $0.0.text("local") == "\(clientFirst)" && $0.0.text("state") == "TIME_WAIT" }
      return ours.flatMap { event, moment in event.integer("expires_ms").map { ($0, moment) } }
    }
    guard let one = found[0], let two = found[1] else {
      return Expectation(
        "it is 60 s, whatever net.ipv4.tcp_fin_timeout says, and they run", found: "no timer", holds: false)
    }
    let passed = Milliseconds.distance(from: one.moment, to: two.moment) / 1_000_000
    let drift = abs(Int64(one.left - two.left) - passed)
    return Expectation(
      "it is 60 s, whatever net.ipv4.tcp_fin_timeout says, and they run",
      found: "\(one.left) ms left, and \(two.left) ms when \(passed) ms have passed",
      holds: (50_000 ... 60_500).contains(one.left) && two.left < one.left && drift < 1000)
  }

  private static func refused(_ seen: Observation) -> Expectation {
    let told = seen.told("failed", by: caller).first { $0.text("socket") == "c" }
    return Expectation(
      "as long as it lasts, the client's pair of ports is taken: connect fails",
      found: told?.text("errno") ?? "it does not fail", holds: told?.text("errno") == "EADDRNOTAVAIL")
  }

  /// Source: RFC 9293 §3.6.1, MAY-2; RFC 6191.
  private static func letIn(_ conversations: [Conversation], _ seen: Observation) -> Expectation {
    let again = conversations.dropFirst().first
    let answer = again?.steps.dropFirst().first
    return Expectation(
      "a SYN that is newer opens a connection though the server's end waits",
      found: "\(conversations.count) connections of \(serverFirst), the second answered by "
        + (answer.map(SegmentLabel.brief) ?? "nothing"),
      holds: wasConnected("d", seen) && isNewer(again, than: conversations.first)
        && answer?.has([.synchronize, .acknowledgment]) == true
        && seen.changes(of: place, toward: serverFirst).contains { $0.to == .timeWait },
      evidence: [again?.steps.first?.evidence, answer?.evidence].compactMap(\.self))
  }

  /// Source: RFC 6191; RFC 7323 §5.
  private static func reused(_ conversations: [Conversation], _ seen: Observation) -> Expectation {
    let again = conversations.dropFirst().first
    return Expectation(
      "with net.ipv4.tcp_tw_reuse the client's may be used again after a second: timestamps tell old from new",
      found: "\(conversations.count) connections of \(clientFirst)",
      holds: wasConnected("e", seen) && isNewer(again, than: conversations.first),
      evidence: [again?.steps.first?.evidence].compactMap(\.self))
  }

  private static func wasConnected(_ name: String, _ seen: Observation) -> Bool {
    seen.told("connected", by: caller).contains { $0.text("socket") == name }
  }

  /// Whether a connection's first timestamp is later than the last of the one before.
  private static func isNewer(_ again: Conversation?, than before: Conversation?) -> Bool {
    let last = before?.steps(.toServer).last?.segment.header.options.timestamps?.value
    let first = again?.steps.first?.segment.header.options.timestamps?.value
    guard let last, let first else { return false }
    return Int32(bitPattern: first &- last) > 0
  }
}
