import PacketCodec
import Testing

@testable import LabKit

@Suite struct `A stream's trace` {
  private func scaling(_ shift: UInt8) -> [TCPOption] { [.windowScale(shift)] }

  @Test func `has what was sent, in places across the wrap, and what was answered`() {
    let script = Script([
      .syn, .synAck, .ack, .data("hello", from: .client), .ack(from: .server).window(100), .fin(from: .client),
    ])
    let trace = StreamTrace(script.conversation, .toServer)
    #expect(trace.transmissions.map(\.places) == [0 ..< 1, 1 ..< 6, 6 ..< 7])
    #expect(trace.transmissions.map(\.time) == [0, 0.0003, 0.0005])
    #expect(trace.answers.map(\.place) == [1, 6])
    #expect(trace.answers.map(\.windowEnd) == [65536, 106])
  }

  @Test func `scales windows by the answering end's shift, when both offered one, and a SYN's never`() {
    func ends(_ client: [TCPOption], _ server: [TCPOption]) -> [Int64] {
      let script = Script([
        .syn.offering(client), .synAck.offering(server).window(10), .ack, .ack(from: .server).window(10),
      ])
      return StreamTrace(script.conversation, .toServer).answers.map(\.windowEnd)
    }
    #expect(ends(scaling(7), scaling(3)) == [11, 81])
    #expect(ends(scaling(7), []) == [11, 11])
    #expect(ends([], scaling(3)) == [11, 11])
    // Above 14 means 14.
    #expect(ends(scaling(7), scaling(255)) == [11, 1 + 10 << 14])
  }

  @Test func `has the runs of SACK, but for those that enclose nothing`() {
    let initial = Script.clientInitial
    func block(_ left: Int, _ right: Int) -> SACKBlock {
      SACKBlock(leftEdge: initial + left, rightEdge: initial + right)
    }
    var blocks = SACKBlocks()
    for pair in [(11, 21), (31, 31), (51, 41)] { blocks.append(block(pair.0, pair.1)) }
    let script = Script([
      .syn, .synAck, .ack, .ack(from: .server).acknowledging(1).offering([.selectiveAcknowledgment(blocks)]),
    ])
    #expect(StreamTrace(script.conversation, .toServer).answers.last?.selective == [11 ..< 21])
  }

  @Test func `has no probe and no reset`() {
    let script = Script([
      .syn, .synAck, .ack, .ack.at(0), .reset(from: .server),
    ])
    let trace = StreamTrace(script.conversation, .toServer)
    #expect(trace.transmissions.map(\.places) == [0 ..< 1])
    #expect(trace.answers.count == 1)
  }
}
