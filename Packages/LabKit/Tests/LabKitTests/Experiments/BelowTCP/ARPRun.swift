import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `arp` when all is well; a test breaks one thing of it.
struct ARPRun: Sendable {
  typealias Moment = ARPExperiment.Moment

  /// A frame of ARP.
  struct Word: Sendable {
    /// Nanoseconds from the start.
    var time: Int64
    var operation = ARPOperation.request
    var from: MACAddress
    var sender: IPv4Address
    var station = MACAddress.broadcast
    var target: IPv4Address
  }

  /// What the client knew.
  struct Note: Sendable {
    var time: Int64
    var mac: MACAddress?
    var state: Neighbor.State?
  }

  static let millisecond: Int64 = 1_000_000
  private static let (client, server) = (ARPExperiment.client, ARPExperiment.server)

  static func asking(_ target: IPv4Address, at time: Int64, toward station: MACAddress = .broadcast) -> Word {
    Word(
      time: time, from: client.hardwareAddress, sender: client.address, station: station, target: target)
  }

  static func answering(at time: Int64) -> Word {
    Word(
      time: time, operation: .reply, from: server.hardwareAddress, sender: server.address,
      station: client.hardwareAddress, target: client.address)
  }

  var first = asking(server.address, at: 1 * millisecond)
  var answer: Word? = answering(at: 2 * millisecond)
  /// Questions of the server for the client.
  var back: [Word] = []
  /// The client's questions while something comes back.
  var needless: [Word] = []
  var probes = [asking(server.address, at: 1_310 * millisecond, toward: server.hardwareAddress)]
  var missing = [0, 1000, 2000].map { asking(ARPExperiment.nobody, at: $0 * millisecond) }
  var announcement: Word? = Word(
    time: 1_400 * millisecond, from: ARPExperiment.successor, sender: server.address, target: server.address)
  /// When the echo is asked for that nothing comes back from before.
  var echo = 700 * millisecond
  var synToNobody = false
  var replies = ARPExperiment.lines
  var failure: (errno: String, time: Int64)? = ("EHOSTUNREACH", 3_001 * millisecond)
  var notes: [Moment: Note] = [
    .before: Note(time: 0), .answered: Note(time: 5 * millisecond, mac: server.hardwareAddress, state: .reachable),
    .aged: Note(time: 10 * millisecond, mac: server.hardwareAddress, state: .stale),
    .confirmed: Note(time: 620 * millisecond, mac: server.hardwareAddress, state: .reachable),
    .agedAgain: Note(time: 650 * millisecond, mac: server.hardwareAddress, state: .stale),
    .probed: Note(time: 1_320 * millisecond, mac: server.hardwareAddress, state: .reachable),
    .moved: Note(time: 1_410 * millisecond, mac: ARPExperiment.successor, state: .stale),
    .missed: Note(time: 3_010 * millisecond, state: .failed),
  ]
  var endings: [String: ChildProcess.Ending?] = ["echo-server": .exited(0), "echo-client": .exited(0)]

  /// The claims that do not hold of it.
  var failing: [String] { ARPExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  var observation: Observation {
    let words = [first] + [answer, announcement].compactMap(\.self) + back + needless + probes + missing
    var segments = Script([.syn, .synAck, .ack, .data("line 1\n", from: .client), .ack(from: .server)])
    segments.server = ARPExperiment.place
    var frames =
      words.map(Self.frame)
      + segments.frames.map { frame in
        CapturedFrame(timestampNanoseconds: frame.timestampNanoseconds + 3 * Self.millisecond, octets: frame.octets)
      }
    frames.append(Self.datagram(to: ARPExperiment.server.address, at: echo))
    if synToNobody { frames.append(Self.datagram(to: ARPExperiment.nobody, at: Self.millisecond)) }
    frames.sort { $0.timestampNanoseconds < $1.timestampNanoseconds }
    return Observation(frames: frames, told, endings: endings)
  }

  private var told: [TimelineEvent] {
    let start = Script.start.monotonicNanoseconds
    var events = notes.map { moment, note in
      TimelineEvent.told(
        "neighbor",
        [
          .text("moment", moment.rawValue), .text("address", moment.address),
          .text("mac", note.mac.map { "\($0)" } ?? ""), .text("state", note.state?.rawValue ?? ""),
        ], by: Stage.neighborTable, at: start + note.time)
    }
    events += (0 ..< replies).map { _ in .told("reply", by: "echo-client", at: start) }
    if let failure {
      events.append(
        .told(
          "failure", [.text("errno", failure.errno), .integer("count", 1)], by: ARPExperiment.caller,
          at: start + failure.time))
    }
    return events
  }

  // MARK: Frames

  private static func frame(_ word: Word) -> CapturedFrame {
    let octets = [UInt8](capacity: 14 + ARPPacket.encodedCount) { output in
      EthernetHeader(destination: word.station, source: word.from, type: .arp).encode(into: &output)
      ARPPacket(
        operation: word.operation, senderHardware: word.from, sender: word.sender, targetHardware: .zero,
        target: word.target
      ).encode(into: &output)
    }
    return CapturedFrame(timestampNanoseconds: Script.start.realtimeNanoseconds + word.time, octets: octets)
  }

  private static func datagram(to address: IPv4Address, at time: Int64) -> CapturedFrame {
    let octets = [UInt8](capacity: 14 + 20 + ICMPHeader.encodedCount) { output in
      EthernetHeader(destination: server.hardwareAddress, source: client.hardwareAddress, type: .ipv4)
        .encode(into: &output)
      IPv4Header(
        source: client.address, destination: address, protocol: .icmp, payloadCount: ICMPHeader.encodedCount
      ).encode(into: &output)
      ICMPHeader(.echoRequest(identifier: 1, sequence: 1), checksum: 0).encode(into: &output)
    }
    return CapturedFrame(timestampNanoseconds: Script.start.realtimeNanoseconds + time, octets: octets)
  }
}
