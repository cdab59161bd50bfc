internal import PacketCodec
internal import SocketKit

extension OffloadExperiment {
  static func judge(_ seen: Observation) -> [Expectation] {
    Round.allCases.flatMap { round in
      let here = Frames(seen.captures[atSender] ?? [], round)
      let there = Frames(seen.captures[atReceiver] ?? [], round)
      return ([arrives(round, seen)] + judge(round, here, there, seen)).map { $0.when(round.rawValue) }
    } + [.endedWithZero(Round.allCases.flatMap { [$0.source, $0.sink] }, seen.endings)]
  }

  /// The frames with the stream's octets that a capture holds of a round.
  private struct Frames {
    var count = 0
    var longest = 0
    /// With a checksum that is not that of their octets.
    var wrong = 0
    /// Of these, with the sum of the pseudo-header alone, for somebody else to finish.
    var begun = 0

    init(_ frames: [CapturedFrame], _ round: Round) {
      for frame in frames {
        let decoded = DecodedFrame(frame.octets.span.bytes)
        guard let header = decoded.tcp, header.sourcePort == round.place.port, !decoded.payloadRange.isEmpty else {
          continue
        }
        count += 1
        longest = max(longest, frame.originalCount)
        guard decoded.isTransportChecksumValid(in: frame.octets.span.bytes) == false, let ip = decoded.ipv4 else {
          continue
        }
        wrong += 1
        if header.isChecksumPartial(payloadCount: decoded.payloadRange.count, PseudoHeader(ip)) { begun += 1 }
      }
    }

    var text: String { "\(count) frames, \(longest) octets at most, \(wrong) wrong checksums" }
    /// Whether it shows what a link carries.
    var isPlain: Bool { count > 0 && longest <= frameMax && wrong == 0 }
  }

  private static func judge(_ round: Round, _ here: Frames, _ there: Frames, _ seen: Observation) -> [Expectation] {
    switch round {
    case .plain:
      return [
        Expectation(
          "both captures show frames that fit the link, and every checksum is right",
          found: "\(here.text); \(there.text)", holds: here.isPlain && there.isPlain && here.count == there.count)
      ]
    case .left:
      return [
        Expectation(
          "the sender's capture has frames that no link of its carries: nobody has cut them yet", found: here.text,
          holds: here.longest > frameMax, evidence: longest(of: round, seen)),
        Expectation(
          "its checksums are the start of a sum: nobody has finished it yet",
          found: "\(here.begun) of \(here.count)", holds: here.count > 0 && here.begun == here.count),
        Expectation(
          "the receiver's shows the same: between these two there is no card that would", found: there.text,
          holds: there.longest > frameMax && there.count == here.count && there.wrong == there.count && there.wrong > 0),
      ]
    case .joined:
      return [
        Expectation(
          "the sender's capture shows frames that fit the link, and every checksum is right", found: here.text,
          holds: here.isPlain),
        Expectation(
          "the receiver's shows fewer and longer ones: its kernel has put them together before anybody looks",
          found: there.text, holds: there.count > 0 && there.count < here.count && there.longest > frameMax),
      ]
    }
  }

  private static func arrives(_ round: Round, _ seen: Observation) -> Expectation {
    let told = seen.told("finished", by: round.sink).last
    let (octets, sum) = (told?.integer("octets_in") ?? -1, told?.text("crc32") ?? "none")
    let passed = seen.connections(to: round.place).map { $0.conversation.payloadOctets(.toClient) }
    return Expectation(
      "every octet arrives", found: "\(octets) with crc32 \(sum)",
      holds: passed == [stream.count] && octets == stream.count && sum == Self.sum)
  }

  /// The first frame of those that are longer than the link takes, in the run's own capture.
  private static func longest(of round: Round, _ seen: Observation) -> [Evidence] {
    let steps = seen.connections(to: round.place).flatMap { $0.conversation.steps(.toClient) }
    return steps.first { $0.segment.payloadCount > frameMax }.map { [.frame($0.packetNumber)] } ?? []
  }
}
