import PacketCodec
import SocketKit
import Testing

@testable import LabKit

@Suite struct `A capture that is read` {
  private let script = Script([.syn, .synAck, .ack, .data("hello", from: .client)])

  private func read(_ octets: [UInt8], piece: Int = .max) -> (wire: CapturedWire, failure: CapturedWireReader.Failure?)
  {
    var reader = CapturedWireReader()
    do throws(CapturedWireReader.Failure) {
      var offset = 0
      while offset < octets.count {
        let end = offset + min(piece, octets.count - offset)
        try reader.append(octets.span.extracting(offset ..< end).bytes)
        offset = end
      }
      try reader.finish()
      return (reader.wire, nil)
    } catch {
      return (reader.wire, error)
    }
  }

  @Test(arguments: [1, 7, 24, 1000]) func `gives the same frames in any pieces`(piece: Int) {
    let found = read(Frame.pcap(script.frames), piece: piece)
    #expect(found.wire.frames == script.frames)
    #expect(found.wire.interfaces.map(\.linkType) == [.ethernet])
    #expect(found.failure == nil)
  }

  @Test func `gives what was before the cut, wherever that is`() {
    let octets = Frame.pcap(script.frames)
    var ends = [24]
    for frame in script.frames { ends.append(ends.last! + 16 + frame.octets.count) }
    for count in 0 ..< octets.count {
      let found = read(Array(octets.prefix(count)))
      let whole = ends.dropFirst().count { $0 <= count }
      #expect(found.wire.frames == Array(script.frames.prefix(whole)))
      #expect((found.failure == nil) == ends.contains(count))
    }
  }

  @Test func `knows the link of what was before a broken frame`() {
    let frames = script.frames.map {
      CapturedFrame(timestampNanoseconds: $0.timestampNanoseconds, octets: Array($0.octets.dropFirst(14)))
    }
    let broken = [UInt8](repeating: 0xFF, count: 64)
    let found = read(Frame.pcap(frames, linkType: .raw) + broken)
    #expect(found.failure != nil)
    #expect(found.wire.frames.count == 4)
    #expect(found.wire.interfaces.map(\.linkType) == [.raw])
    #expect(ConversationTable(found.wire.events(clock: Moment.offset)).conversations.map(\.steps.count) == [4])
    #expect(!found.wire.annotated([], note: "").isEmpty)
  }

  @Test func `that is none is a failure of its format`() {
    guard case .format? = read(Array("hello, world".utf8)).failure else {
      Issue.record("no failure of format")
      return
    }
  }

  @Test func `that is not there is a failure of the system`() {
    var reader = CapturedWireReader()
    #expect(throws: CapturedWireReader.Failure.system(.noSuchFile)) { try reader.read(path: "/nowhere/wire") }
  }

  @Test(arguments: 1 ... 50) func `never traps on mutated octets`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var octets = seed.isMultiple(of: 2) ? Frame.pcap(script.frames) : script.wire.annotated([], note: "x")
    for _ in 0 ..< Int.random(in: 1 ... 8, using: &random) {
      octets[Int.random(in: 0 ..< octets.count, using: &random)] = UInt8.random(in: 0 ... 255, using: &random)
    }
    let wire = read(octets, piece: 97).wire
    let timeline = Timeline(merging: wire.events(clock: Moment.offset))
    let conversations = ConversationTable(timeline.events).conversations
    #expect(!wire.annotated(conversations, note: "\u{0}").isEmpty)
    for conversation in conversations {
      _ = wire.streams(of: conversation)
      _ = LadderText().lines(Ladder(of: conversation, in: timeline))
    }
  }
}
