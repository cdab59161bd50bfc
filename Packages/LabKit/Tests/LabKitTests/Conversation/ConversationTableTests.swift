import PacketCodec
import SocketKit
import Testing

@testable import LabKit

@Suite struct `A table of conversations` {
  @Test func `sorts mixed segments, the first to speak first`() {
    let one = Script([.syn, .synAck, .ack])
    var other = one
    other.client.port += 1
    let frames = zip(other.frames, one.frames).flatMap { [$0, $1] }
    let table = ConversationTable(CapturedWire(frames).events(clock: Moment.offset))
    #expect(table.conversations.map(\.client) == [other.client, one.client])
    #expect(table.conversations.map { $0.steps.map(\.packetNumber) } == [[1, 3, 5], [2, 4, 6]])
    #expect(table.ignoredSegments == 0)
  }

  @Test func `passes over what is no segment`() {
    let script = Script([.syn])
    let table = ConversationTable([.told("listening"), .call("accept4")] + script.events)
    #expect(table.conversations.count == 1)
  }

  @Test func `keeps so many, and counts the rest`() {
    var events: [TimelineEvent] = []
    for port in 1 ... UInt16(ConversationTable.conversationsMax) + 5 {
      var script = Script([.syn])
      script.client.port = port
      events += script.events
    }
    let table = ConversationTable(events + events)
    #expect(table.conversations.count == ConversationTable.conversationsMax)
    #expect(table.ignoredSegments == 10)
  }
}

@Suite struct `Hostile segments` {
  /// Numbers that lie where arithmetic breaks first.
  private static let numbers: [UInt32] = [
    0, 1, 0x7FFF_FFFE, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFE, 0xFFFF_FFFF,
  ]
  private static let counts = [0, 0, 1, 2, 1460, 65535, Int(UInt32.max)]
  private static let times: [Int64] = [.min, -1, 0, 1, .max]

  private static func segment(_ random: inout SplitMix, ends: [SocketAddress]) -> Segment {
    let (source, destination) = (random.one(of: ends), random.one(of: ends))
    func number() -> SequenceNumber {
      var random = random
      return SequenceNumber(
        random.once(in: 3) ? UInt32.random(in: 0 ... .max, using: &random) : random.one(of: numbers))
    }
    let sequence = number()
    _ = random.next()
    let header = TCPHeader(
      sourcePort: source.port, destinationPort: destination.port, sequence: sequence,
      acknowledgment: random.once(in: 4) ? nil : number(),
      flags: TCPFlags(rawValue: UInt16.random(in: 0 ... 0xFFFF, using: &random)),
      window: random.one(of: [0, 1, 65535]))
    return Segment(
      source: source, destination: destination, header: header, payloadCount: random.one(of: counts))
  }

  private static func events(_ segments: [Segment], _ random: inout SplitMix) -> [TimelineEvent] {
    segments.enumerated().map { index, segment in
      TimelineEvent(
        monotonicNanoseconds: random.one(of: times), realtimeNanoseconds: random.one(of: times), tool: "capture",
        happening: .packet(
          PacketSeen(number: random.once(in: 9) ? .max : index + 1, octets: .max, text: "", segment: segment)))
    }
  }

  /// Everything that is ever done with segments.
  private static func work(on events: [TimelineEvent]) {
    let timeline = Timeline(merging: events)
    let table = ConversationTable(timeline.events)
    let taken = table.conversations.reduce(table.ignoredSegments) { $0 + $1.steps.count }
    #expect(taken == events.count)
    let wire = CapturedWire(Script([.syn, .synAck, .data("hello", from: .client)]).frames)
    for conversation in table.conversations {
      _ = (conversation.payloadOctets(.toServer), conversation.payloadOctets(.toClient))
      _ = LadderText(style: .ascii).lines(Ladder(of: conversation, in: timeline))
      _ = wire.streams(of: conversation)
    }
    _ = wire.annotated(table.conversations, note: "")
    let seen = Observation(
      timeline: timeline, conversations: table.conversations, streams: table.conversations.map(wire.streams),
      endings: [:])
    #expect(EchoExperiment.judge(seen).contains { !$0.holds })
  }

  @Test(arguments: 1 ... 60) func `of any kind are sorted, drawn and judged`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let ends = [1, 2, 3].map { SocketAddress(IPAddress(10, 0, 0, UInt8($0)), port: 80) }
    let several = Array(ends.prefix(Int.random(in: 1 ... 3, using: &random)))
    let segments = (0 ..< 80).map { _ in Self.segment(&random, ends: several) }
    Self.work(on: Self.events(segments, &random))
  }

  @Test func `between an end and itself are one conversation`() {
    var script = Script([.syn, .synAck, .ack, .data("x", from: .client), .reset(from: .server)])
    script.server = script.client
    script.serverInitial = script.clientInitial
    #expect(script.conversations.map(\.steps.count) == [5])
    Self.work(on: script.events)
  }

  @Test func `flooding with resets stay one conversation`() {
    var random = SplitMix(seed: 9)
    let beats = (0 ..< 3000).map { _ in Beat.reset(from: .server).at(Int.random(in: -9 ... 9, using: &random) << 29) }
    let script = Script([.syn, .synAck, .ack] + beats)
    #expect(script.conversations.map(\.steps.count) == [3003])
  }

  @Test func `half the circle apart again and again do not run away`() {
    let beats = (0 ..< 1000).map { Beat.data("x", from: .client).at($0 * 0x8000_0000) }
    let conversation = Script([.syn] + beats).conversation
    #expect(conversation.steps.count == 1001)
    #expect(conversation.steps.allSatisfy { abs($0.sequence) <= 0x8000_0000 * 1001 })
  }
}
