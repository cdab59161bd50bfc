import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `offload` when all is well; a test breaks one thing of it.
struct OffloadRun: Sendable {
  typealias Round = OffloadExperiment.Round

  /// The frames of a round at one place: the stream cut into pieces.
  struct Cut: Sendable {
    /// Octets of each piece but the last.
    var octets: Int
    /// Whether the checksums are done, and not left to somebody else.
    var isSummed = true
    /// The frames that are missing, from 0.
    var missing: Set<Int> = []
  }

  static let short = 1448
  static let long = 60_000

  var sender: [Round: Cut] = [
    .plain: Cut(octets: short), .left: Cut(octets: long, isSummed: false), .joined: Cut(octets: short),
  ]
  var receiver: [Round: Cut] = [
    .plain: Cut(octets: short), .left: Cut(octets: long, isSummed: false), .joined: Cut(octets: long, isSummed: false),
  ]
  /// What the receivers tell.
  var received: [Round: (octets: Int, sum: String)] = Dictionary(
    uniqueKeysWithValues: Round.allCases.map { ($0, (OffloadExperiment.stream.count, OffloadExperiment.sum)) })
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Round.allCases.flatMap { [($0.source, .exited(0)), ($0.sink, .exited(0))] })

  /// The claims that do not hold of it.
  var failing: [String] { OffloadExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  var observation: Observation {
    let told = received.map { round, account in
      TimelineEvent.told(
        "finished", [.integer("octets_in", account.octets), .text("crc32", account.sum)], by: round.sink,
        at: Script.time(of: 60))
    }
    var seen = Observation(frames: Self.frames(sender), told, endings: endings)
    seen.captures = [
      OffloadExperiment.atSender: Self.frames(sender), OffloadExperiment.atReceiver: Self.frames(receiver),
    ]
    return seen
  }

  private static func frames(_ cuts: [Round: Cut]) -> [CapturedFrame] {
    var time = Script.start.realtimeNanoseconds
    return Round.allCases.flatMap { round -> [[UInt8]] in
      guard let cut = cuts[round] else { return [] }
      let pieces = stride(from: 0, to: OffloadExperiment.stream.count, by: cut.octets).map { place in
        frame(round, at: place, OffloadExperiment.stream.dropFirst(place).prefix(cut.octets), cut.isSummed)
      }
      return [opening(round)] + pieces.enumerated().filter { !cut.missing.contains($0.offset) }.map(\.element)
    }.map { octets in
      time += Script.pace
      return CapturedFrame(timestampNanoseconds: time, octets: octets)
    }
  }

  private static func opening(_ round: Round) -> [UInt8] {
    let header = TCPHeader(
      sourcePort: 40000, destinationPort: round.place.port, sequence: Script.clientInitial, acknowledgment: nil,
      flags: .synchronize, window: 65535)
    return Frame.octets(
      Segment(
        source: SocketAddress(OffloadExperiment.receiver.address, port: 40000), destination: round.place,
        header: header, payloadCount: 0), payload: [])
  }

  private static func frame(
    _ round: Round, at place: Int, _ payload: ArraySlice<UInt8>, _ isSummed: Bool
  ) -> [UInt8] {
    let octets = Array(payload)
    var header = TCPHeader(
      sourcePort: round.place.port, destinationPort: 40000, sequence: Script.serverInitial + (place + 1),
      acknowledgment: Script.clientInitial + 1, flags: .acknowledgment, window: 65535)
    let pseudo = PseudoHeader(
      IPv4Header(
        source: OffloadExperiment.sender.address, destination: OffloadExperiment.receiver.address, protocol: .tcp,
        payloadCount: header.encodedCount + octets.count))
    header.checksum =
      isSummed
      ? header.computedChecksum(payload: octets.span.bytes, pseudo)
      : pseudo.partialChecksum(of: .tcp, count: header.encodedCount + octets.count)
    return Frame.octets(
      Segment(
        source: round.place, destination: SocketAddress(OffloadExperiment.receiver.address, port: 40000),
        header: header, payloadCount: octets.count), payload: octets)
  }
}
