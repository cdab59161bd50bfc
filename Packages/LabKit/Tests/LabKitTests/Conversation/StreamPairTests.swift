import PacketCodec
import Testing

@testable import LabKit

@Suite struct `Streams put together from segments` {
  private func text(_ octets: [UInt8]) -> String { String(decoding: octets, as: UTF8.self) }

  private func streams(_ beats: Beat...) -> [String] {
    let script = Script([.syn, .synAck, .ack] + beats)
    let pair = script.wire.streams(of: script.conversation)
    return [text(pair.toServer), text(pair.toClient)]
  }

  @Test func `hold each direction's octets`() {
    #expect(
      streams(.data("hello", from: .client), .data("HEL", from: .server), .data("LO", from: .server))
        == ["hello", "HELLO"])
  }

  @Test func `hold a repeated octet once`() {
    #expect(streams(.data("hello", from: .client), .data("hello", from: .client).at(1)) == ["hello", ""])
    #expect(streams(.data("hel", from: .client), .data("hello", from: .client).at(1)) == ["hello", ""])
    #expect(streams(.data("hel", from: .client), .data("llo", from: .client).at(3)) == ["hello", ""])
  }

  @Test func `put what was overtaken in its place`() {
    #expect(streams(.data("lo", from: .client).at(4), .data("hel", from: .client).at(1)) == ["hello", ""])
  }

  @Test func `end at a hole`() {
    #expect(streams(.data("hel", from: .client), .data("o", from: .client).at(5)) == ["hel", ""])
  }

  @Test func `begin with what a SYN carried`() {
    let script = Script([Beat.syn.carrying("he"), .synAck, .data("llo", from: .client)])
    #expect(text(script.wire.streams(of: script.conversation).toServer) == "hello")
  }

  @Test func `have nothing of what the capture cut off`() {
    let script = Script([.syn, .synAck, .data("hello", from: .client), .data("!", from: .client)])
    var wire = script.wire
    wire.frames[2].octets.removeLast(2)
    let conversation = ConversationTable(wire.events(clock: Moment.offset)).conversations[0]
    #expect(conversation.steps.map(\.segment.payloadCount) == [0, 0, 5, 1])
    #expect(text(wire.streams(of: conversation).toServer) == "hel")
  }

  @Test func `have nothing of a packet that is not of the capture`() {
    let script = Script([.syn, .data("a", from: .client), .data("b", from: .client)])
    let wire = CapturedWire(Array(script.frames.prefix(2)))
    #expect(text(wire.streams(of: script.conversation).toServer) == "a")
  }

  @Test(arguments: [Int64.min, .min + 1, -1, 0, 2, .max]) func `take nothing at a place without neighbours`(
    place: Int64
  ) {
    var pair = StreamPair()
    pair.append([1, 2][...], at: place, .toServer)
    #expect(pair == StreamPair())
  }

  @Test func `differ at the first octet that is not the same or missing`() {
    #expect(StreamPair().firstDifference == nil)
    #expect(StreamPair(toServer: [1, 2], toClient: [1, 2]).firstDifference == nil)
    #expect(StreamPair(toServer: [1, 2, 3], toClient: [1, 9, 3]).firstDifference == 1)
    #expect(StreamPair(toServer: [1, 2], toClient: [1]).firstDifference == 1)
    #expect(StreamPair(toServer: [], toClient: [1]).firstDifference == 0)
  }
}
