internal import PacketCodec
internal import SocketKit

extension BufferbloatExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    let rounds = Algorithm.allCases.filter { seen.endings[$0.wire] != nil }.map { Round($0, seen) }
    let own = rounds.flatMap { round in judge(round, seen).map { $0.when(round.algorithm.rawValue) } }
    return [wasTried(rounds)] + own + compared(rounds) + [
      .endedWithZero(
        rounds.flatMap { [$0.algorithm.source, $0.algorithm.sink, $0.algorithm.echoes, $0.algorithm.wire] },
        seen.endings)
    ]
  }

  /// What the echoes met before the stream and beside it, nanoseconds; and how long that took.
  private struct Round {
    var algorithm: Algorithm
    var used: String
    var atRest: [Int64] = []
    var beside: [Int64] = []
    /// From the first segment with octets of the stream to the acknowledgment of the last; nil without.
    var time: Int64?
    var queuePeak: Int

    init(_ algorithm: Algorithm, _ seen: Observation) {
      self.algorithm = algorithm
      used = seen.congestionControl(at: algorithm.place) ?? "unknown"
      queuePeak = seen.told("summary", by: algorithm.wire).first?.integer("queue_peak_octets") ?? 0
      let conversation = seen.connections(to: algorithm.place).first?.conversation
      let data = conversation?.steps(.toClient).filter { $0.segment.payloadCount > 0 } ?? []
      guard let first = data.first?.monotonicNanoseconds, let last = data.last?.monotonicNanoseconds else { return }
      let end = conversation?.steps(.toServer).first { $0.acknowledgment ?? 0 > Int64(octets) }
      time = end.map { Milliseconds.distance(from: first, to: $0.monotonicNanoseconds) }
      for entry in seen.timeline.events where entry.tool == algorithm.echoes {
        guard case .told(let event) = entry.happening, event.name == "reply", let wait = event.number("rtt_us") else {
          continue
        }
        let (nanoseconds, told) = (Int64(wait * 1000), entry.monotonicNanoseconds)
        // An echo is beside the stream if it was asked then, when the first flight is out.
        if told < first {
          atRest.append(nanoseconds)
        } else if told - nanoseconds > first, told - nanoseconds < last {
          beside.append(nanoseconds)
        }
      }
    }

    var median: Int64 { beside.isEmpty ? 0 : beside.sorted()[beside.count / 2] }
    var longest: Int64 { beside.max() ?? 0 }
  }

  private static func wasTried(_ rounds: [Round]) -> Expectation {
    let missing = Algorithm.allCases.filter { one in !rounds.contains { $0.algorithm == one } }
    return Expectation(
      "each congestion control that this kernel has was used",
      found: rounds.map { "\($0.algorithm.rawValue) by \($0.used)" }.joined(separator: ", ")
        + (missing.isEmpty ? "" : "; this kernel has no \(missing.map(\.rawValue).joined(separator: ", "))"),
      holds: rounds.contains { $0.algorithm == .reno } && rounds.allSatisfy { $0.used == $0.algorithm.rawValue })
  }

  private static func judge(_ round: Round, _ seen: Observation) -> [Expectation] {
    let fast = round.atRest.min() ?? 0
    let rest = Expectation(
      "at rest an echo takes the way there and back", found: "\(text(fast)) ms, \(round.atRest.count) echoes",
      // Twice the delay of the wire.
      holds: round.atRest.count >= restEchoes - 1 && fast >= 10_000_000)
    let account = seen.told("finished", by: round.algorithm.sink).last?.integer("octets_in") ?? -1
    let arrived = Expectation(
      "every octet arrives", found: "\(account) octets in \(text(round.time ?? 0)) ms",
      holds: account == octets && round.time != nil)
    return [rest, arrived] + (round.algorithm == .bbr ? [] : [waits(round)])
      + (round.algorithm == .reno ? [drops(round, seen)] : [])
  }

  /// The queue takes 210 ms to empty, and a short one 13; CUBIC stops when round trips grow (RFC 9406), and fills less of it.
  ///
  /// Source: RFC 8290 §1; RFC 5681 §3.1.
  private static func waits(_ round: Round) -> Expectation {
    Expectation(
      "beside the stream an echo waits in the queue behind it",
      found: "\(text(round.median)) ms at the median of \(round.beside.count), \(text(round.longest)) ms at most, "
        + "\(round.queuePeak) octets in the queue", holds: round.longest >= waiting && round.queuePeak > shallow * 2)
  }

  private static let waiting: Int64 = 60_000_000

  private static func drops(_ round: Round, _ seen: Observation) -> Expectation {
    let dropped = seen.told("summary", by: round.algorithm.wire).first?.integer("dropped_queue") ?? -1
    return Expectation(
      "nothing tells it to stop before the queue is deep",
      found: "\(dropped) dropped, \(round.queuePeak) octets in the queue", holds: round.queuePeak > shallow * 4)
  }

  /// Source: draft-ietf-ccwg-bbr, §5.
  private static func compared(_ rounds: [Round]) -> [Expectation] {
    guard let reno = rounds.first(where: { $0.algorithm == .reno }),
      let bbr = rounds.first(where: { $0.algorithm == .bbr })
    else { return [] }
    return [
      Expectation(
        "bbr waits for no loss: its queue is half of reno's at most, and so are the echoes' waits",
        found: "\(text(bbr.median)) ms beside \(text(reno.median)) ms at the median, \(bbr.queuePeak) octets beside "
          + "\(reno.queuePeak)",
        holds: bbr.median * 2 <= reno.median && bbr.queuePeak * 2 <= reno.queuePeak && !bbr.beside.isEmpty),
      Expectation(
        "and its stream is not slower for that",
        found: "\(text(bbr.time ?? 0)) ms beside \(text(reno.time ?? 0)) ms",
        holds: bbr.time ?? .max < (reno.time ?? 0) * 3 / 2),
    ]
  }

  private static func text(_ nanoseconds: Int64) -> String { Milliseconds.text(nanoseconds: nanoseconds) }
}
