import PacketCodec
import SocketKit
import ToolKit

@testable import LabKit

/// What is seen of the experiment `ping` when all is well; a test breaks one thing of it.
struct PingRun: Sendable {
  typealias Label = PingExperiment.Label

  /// A request or a reply.
  struct Echo: Sendable {
    var from: IPv4Address
    var to: IPv4Address
    var isReply: Bool
    var sequence: UInt16
    var octet: UInt8 = 7
    var timeToLive: UInt8 = 64
    var fragment = FragmentField.whole(mayFragment: true)
  }

  /// A piece of the long one.
  struct Piece: Sendable {
    var number: UInt16 = 5
    var fragment: FragmentField
    var count: Int
  }

  static let server = PingExperiment.server.address
  static let stack = PingExperiment.stack

  var kernelAsks = (1 ... PingExperiment.count).flatMap { number in
    [
      Echo(from: server, to: stack, isReply: false, sequence: UInt16(number)),
      Echo(from: stack, to: server, isReply: true, sequence: UInt16(number)),
    ]
  }
  var stackAsks = (1 ... PingExperiment.count).flatMap { number in
    [
      Echo(
        from: stack, to: server, isReply: false, sequence: UInt16(number), timeToLive: 7,
        fragment: .whole(mayFragment: false)), Echo(from: server, to: stack, isReply: true, sequence: UInt16(number)),
    ]
  }
  var pieces = [
    Piece(fragment: FragmentField(rawValue: 0x2000), count: 1480),
    Piece(fragment: FragmentField(rawValue: 0x2000 | 185), count: 1480),
    Piece(fragment: FragmentField(rawValue: 370), count: 48),
  ]
  /// Octets that the long echo's reply is told to have.
  var longReply = 3008
  var replies = PingExperiment.count
  /// What is told of the echo that may not be cut, and when all is over; nanoseconds from the start.
  var refusal: String? = "longer than the link carries, and not to be cut"
  var refusedAfter: Int64 = 5_000_000
  /// Questions for nobody's address.
  var questions: [Int64] = [0, 1_000_000_000, 2_001_000_000]
  var echoToNobody = false
  var verdict: (from: IPv4Address, type: String)? = (stack, "ICMP host unreachable")
  var givenUpAfter: Int64 = 3_002_000_000
  var endings: [String: ChildProcess.Ending?] = [
    "ping": .exited(0), "gotcp-tcpserver": .exited(0), Label.short: .exited(0), Label.pieces: .exited(0),
    Label.whole: .exited(1), Label.nobody: .exited(1),
  ]

  /// The claims that do not hold of it.
  var failing: [String] { PingExperiment.judge(observation).filter { !$0.holds }.map(\.claim) }

  var observation: Observation {
    let wire = CapturedWire(
      (kernelAsks + stackAsks + (echoToNobody ? [toNobody] : [])).map { frame(Self.octets($0)) }
        + pieces.map { frame(Self.octets($0)) } + questions.map { frame(Self.question, at: $0) })
    let timeline = Timeline(merging: told + wire.events(clock: ClockOffset(of: told)))
    return Observation(timeline: timeline, conversations: [], streams: [], frames: wire.frames, endings: endings)
  }

  private var toNobody: Echo { Echo(from: Self.stack, to: PingExperiment.nobody, isReply: false, sequence: 1) }

  private var told: [TimelineEvent] {
    let start = Script.start.monotonicNanoseconds
    var events: [TimelineEvent] = [
      .told("reply", [.integer("octets", longReply)], by: Label.pieces, at: start),
      .told("stack", by: Label.whole, at: start),
      .told("summary", by: Label.whole, at: start + refusedAfter), .told("stack", by: Label.nobody, at: start),
    ]
    events += (0 ..< replies).map { _ in .told("reply", by: Label.short, at: start) }
    if let refusal { events.append(.told("error", [.text("type", refusal)], by: Label.whole, at: start)) }
    if let verdict {
      events.append(
        .told(
          "error", [.text("from", verdict.from), .text("type", verdict.type)], by: Label.nobody,
          at: start + givenUpAfter))
    }
    return events
  }

  // MARK: Frames

  private func frame(_ octets: [UInt8], at time: Int64 = 0) -> CapturedFrame {
    CapturedFrame(timestampNanoseconds: Script.start.realtimeNanoseconds + time, octets: octets)
  }

  private static func octets(_ echo: Echo) -> [UInt8] {
    let payload = [UInt8](repeating: echo.octet, count: PingExperiment.short)
    let message: ICMPMessage =
      echo.isReply
      ? .echoReply(identifier: 1, sequence: echo.sequence) : .echoRequest(identifier: 1, sequence: echo.sequence)
    return datagram(
      IPv4Header(
        source: echo.from, destination: echo.to, protocol: .icmp,
        payloadCount: ICMPHeader.encodedCount + payload.count, fragment: echo.fragment, timeToLive: echo.timeToLive)
    ) { output in
      ICMPHeader(message, payload: payload.span.bytes).encode(into: &output)
      for octet in payload { output.append(octet) }
    }
  }

  private static func octets(_ piece: Piece) -> [UInt8] {
    datagram(
      IPv4Header(
        source: stack, destination: server, protocol: .icmp, payloadCount: piece.count, identification: piece.number,
        fragment: piece.fragment)
    ) { output in
      for octet in 0 ..< piece.count { output.append(octet == 0 && piece.fragment.offset == 0 ? 8 : 0) }
    }
  }

  private static func datagram(_ header: IPv4Header, _ payload: (inout OutputSpan<UInt8>) -> Void) -> [UInt8] {
    [UInt8](capacity: 14 + Int(header.totalCount)) { output in
      EthernetHeader(destination: station, source: station, type: .ipv4).encode(into: &output)
      header.encode(into: &output)
      payload(&output)
    }
  }

  private static let station = MACAddress(0x02_00_00_00_00_01)

  private static let question = [UInt8](capacity: 42) { output in
    EthernetHeader(destination: .broadcast, source: station, type: .arp).encode(into: &output)
    ARPPacket(
      operation: .request, senderHardware: station, sender: stack, targetHardware: .zero,
      target: PingExperiment.nobody
    ).encode(into: &output)
  }
}
