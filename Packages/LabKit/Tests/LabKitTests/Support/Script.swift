import PacketCodec
import SocketKit

@testable import LabKit

/// A connection as it passes the wire, from beats. Both directions start just below the wrap, so that every test that
/// sends an octet crosses it.
struct Script: Sendable {
  static let clientInitial = SequenceNumber(0xFFFF_FFFE)
  static let serverInitial = SequenceNumber(0xFFFF_FFFF)
  /// The first segment, on both clocks; one every 100 µs follows.
  static let start = Timestamp(
    realtimeNanoseconds: 1_795_000_000_000_000_000, monotonicNanoseconds: 5_000_000_000)
  static let pace: Int64 = 100_000

  var client = SocketAddress(IPAddress(10, 77, 0, 1), port: 40000)
  var server = SocketAddress(IPAddress(10, 77, 0, 2), port: 8080)
  var clientInitial = Script.clientInitial
  var serverInitial = Script.serverInitial
  var beats: [Beat]
  /// Time that passes before a beat, beside its pace.
  var pause: (before: Int, nanoseconds: Int64)?
  /// When each beat passes instead, nanoseconds from `start`; none for those that go by the pace.
  var moments: [Int64] = []

  init(_ beats: [Beat]) { self.beats = beats }

  /// When a beat passes, on the monotonic clock.
  static func time(of beat: Int) -> Int64 { start.monotonicNanoseconds + Int64(beat) * pace }

  var segments: [Segment] {
    var next: [Beat.End: Int] = [:]
    return beats.map { beat in
      let isClient = beat.sender == .client
      let other: Beat.End = isClient ? .server : .client
      let initial = isClient ? (clientInitial, serverInitial) : (serverInitial, clientInitial)
      let place = beat.place ?? next[beat.sender, default: 0]
      let acknowledged = beat.acknowledged ?? next[other, default: 0]
      let source = isClient ? client : server
      let destination = isClient ? server : client
      let header = TCPHeader(
        sourcePort: source.port, destinationPort: destination.port, sequence: initial.0 + place,
        acknowledgment: beat.flags.contains(.acknowledgment) ? initial.1 + acknowledged : nil, flags: beat.flags,
        window: beat.window, options: beat.options)
      let segment = Segment(
        source: source, destination: destination, header: header, payloadCount: beat.payload.count)
      next[beat.sender] = max(next[beat.sender, default: 0], place + segment.sequenceCount)
      return segment
    }
  }

  /// What a capture of it holds.
  var frames: [CapturedFrame] {
    var pauses: Int64 = 0
    return zip(beats, segments).enumerated().map { index, entry in
      pauses += entry.0.pause
      let pause = pauses + (pause.map { index >= $0.before ? $0.nanoseconds : 0 } ?? 0)
      return CapturedFrame(
        timestampNanoseconds: Self.start.realtimeNanoseconds
          + (moments.indices.contains(index) ? moments[index] : Int64(index) * Self.pace + pause),
        octets: Frame.octets(entry.1, payload: entry.0.payload))
    }
  }

  var wire: CapturedWire { CapturedWire(frames) }

  /// The capture on the monotonic clock.
  var events: [TimelineEvent] { wire.events(clock: Moment.offset) }

  var conversations: [Conversation] { ConversationTable(events).conversations }

  /// The only conversation.
  var conversation: Conversation { conversations[0] }

  /// What is remarkable about each segment, in words.
  var marks: [[String]] { conversation.steps.map { $0.marks.map(\.rawValue).sorted() } }
}

/// Moments of scripts.
enum Moment {
  static let offset = ClockOffset(
    nanoseconds: Script.start.realtimeNanoseconds - Script.start.monotonicNanoseconds)

  /// A moment of a script's connection on both clocks, from the monotonic one.
  static func at(_ monotonicNanoseconds: Int64) -> Timestamp {
    Timestamp(
      realtimeNanoseconds: monotonicNanoseconds &+ offset.nanoseconds, monotonicNanoseconds: monotonicNanoseconds)
  }
}

extension CapturedWire {
  /// A capture of these frames, on one interface.
  init(_ frames: [CapturedFrame], linkType: LinkType = .ethernet) {
    self.init()
    self.frames = frames
    interfaces = [CaptureInterface(name: "eth0", linkType: linkType)]
  }
}
