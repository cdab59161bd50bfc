import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `mtu` when all is well; a test breaks one thing of it.
struct MTURun: Sendable {
  typealias Round = MTUExperiment.Round

  /// Octets of a segment that is as long as both ends agreed, without options, and of one that fits.
  static let long = 1460
  static let short = 1160
  /// Where in the first script the note comes, and where the first segment is sent again.
  static let again = 5

  /// A router's note.
  struct Note: Sendable {
    var sender = LabNetwork.router
    var limit = UInt16(MTUExperiment.hop)
    var round = Round.told
    /// Behind which beat of the round's script it is captured.
    var behind = 4
  }

  var scripts: [Round: Script] = [.told: told, .hole: hole, .probing: probing]
  var notes = [Note()]
  /// What the receivers tell.
  var received: [Round: (octets: Int, sum: String)] = [
    .told: (MTUExperiment.stream.count, MTUExperiment.sum), .probing: (MTUExperiment.stream.count, MTUExperiment.sum),
  ]
  var endings: [String: ChildProcess.Ending?] = Dictionary(
    uniqueKeysWithValues: Round.allCases.flatMap { [($0.source, .exited(0)), ($0.sink, .exited(0))] })

  /// The claims that do not hold of it.
  var failing: [String] { MTUExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  var observation: Observation {
    let frames = (Round.allCases.compactMap { scripts[$0] }.flatMap(\.frames) + notes.map(frame)).sorted {
      $0.timestampNanoseconds < $1.timestampNanoseconds
    }
    let told = received.map { round, account in
      TimelineEvent.told(
        "finished", [.integer("octets_in", account.octets), .text("crc32", account.sum)], by: round.sink,
        at: Script.time(of: 60))
    }
    return Observation(frames: frames, told, endings: endings)
  }

  // MARK: Segments

  static func piece(_ place: Int, _ count: Int) -> Beat {
    Beat(
      sender: .server, flags: .acknowledgment, payload: Array(MTUExperiment.stream.dropFirst(place).prefix(count))
    ).at(place + 1)
  }

  private static let opening = [Beat.syn, .synAck, .ack].map { beat in
    beat.flags.contains(.synchronize) ? beat.offering([.maximumSegmentSize(1460)]) : beat
  }

  private static let rest = stride(from: 0, to: MTUExperiment.stream.count, by: short).map { piece($0, short) }

  private static func script(_ round: Round, _ beats: [Beat]) -> Script {
    var script = Script(opening + beats)
    script.server = round.place
    return script
  }

  private static let told = script(
    .told, [piece(0, long), piece(long, long)] + rest + [.ack.acknowledging(MTUExperiment.stream.count + 1)])

  private static let hole = script(
    .hole,
    [piece(0, long), piece(long, long)] + [200, 400, 800].map { piece(0, long).after($0 * 1_000_000) })

  private static let probing = script(
    .probing,
    [piece(0, long)] + [200, 400].map { piece(0, long).after($0 * 1_000_000) }
      + [rest[0].after(800_000_000), .ack.acknowledging(short + 1)] + rest.dropFirst()
      + [.ack.acknowledging(MTUExperiment.stream.count + 1)])

  // MARK: Notes

  private func frame(_ note: Note) -> CapturedFrame {
    let quoted = IPv4Header(
      source: MTUExperiment.sender.address, destination: MTUExperiment.receiver.address, protocol: .tcp,
      payloadCount: 20 + Self.long, fragment: .whole(mayFragment: false))
    let datagram = QuotedDatagram(header: quoted, leadingOctets: UInt64(note.round.place.port) << 48)
    let content = [UInt8](capacity: datagram.encodedCount) { datagram.encode(into: &$0) }
    let header = IPv4Header(
      source: note.sender, destination: MTUExperiment.sender.address, protocol: .icmp,
      payloadCount: ICMPHeader.encodedCount + content.count)
    let octets = [UInt8](capacity: 14 + Int(header.totalCount)) { output in
      EthernetHeader(destination: Self.station, source: Self.station, type: .ipv4).encode(into: &output)
      header.encode(into: &output)
      ICMPHeader(
        .destinationUnreachable(.fragmentationNeeded, nextHopMTU: note.limit), payload: content.span.bytes
      ).encode(into: &output)
      for octet in content { output.append(octet) }
    }
    // Half a pace behind the beat.
    let time = Script.start.realtimeNanoseconds + Int64(note.behind) * Script.pace + Script.pace / 2
    return CapturedFrame(timestampNanoseconds: time, octets: octets)
  }

  private static let station = MACAddress(0x02_00_00_00_00_01)
}
