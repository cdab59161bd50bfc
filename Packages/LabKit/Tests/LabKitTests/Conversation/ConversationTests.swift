import PacketCodec
import SocketKit
import Testing

@testable import LabKit

private let opening: [Beat] = [.syn, .synAck, .ack]

@Suite struct `Numbers of a conversation` {
  @Test func `count from each end's SYN, across the wrap`() {
    let steps = Script(
      opening + [.data("hello", from: .client), .data("hi", from: .server), .fin(from: .client)]
    ).conversation.steps
    #expect(steps.map(\.sequence) == [0, 0, 1, 1, 1, 6])
    #expect(steps.map(\.acknowledgment) == [nil, 1, 1, 1, 6, 3])
    #expect(steps.map(\.direction) == [.toServer, .toClient, .toServer, .toServer, .toClient, .toServer])
    #expect(steps.map(\.packetNumber) == [1, 2, 3, 4, 5, 6])
    #expect(steps.map(\.monotonicNanoseconds) == (0 ..< 6).map(Script.time))
  }

  @Test func `give the first octet seen place 1 when no SYN was`() {
    let script = Script([
      .data("abc", from: .client).at(500).acknowledging(900), .data("de", from: .server).at(900).acknowledging(503),
    ])
    #expect(script.conversation.steps.map(\.sequence) == [1, 1])
    #expect(script.conversation.steps.map(\.acknowledgment) == [1, 4])
  }

  @Test func `know the client by its SYN, or by the answer to it`() {
    let whole = Script(opening)
    let late = Script([.synAck, .ack])
    #expect(whole.conversation.client == whole.client)
    #expect(late.conversation.client == late.client)
    #expect(late.conversation.server == late.server)
  }

  @Test func `take who speaks first for the client when nobody opened`() {
    let script = Script([.data("x", from: .server)])
    #expect(script.conversation.client == script.server)
  }

  @Test func `of payload count each place once`() {
    let script = Script(
      opening + [
        .data("hello", from: .client), .data("hello", from: .client).at(1), .data("hello world", from: .client).at(1),
        .data("later", from: .client).at(20), .data("!", from: .server),
      ])
    #expect(script.conversation.payloadOctets(.toServer) == 16)
    #expect(script.conversation.payloadOctets(.toClient) == 1)
  }
}

@Suite struct `Marks of a segment` {
  private func marks(_ beats: Beat...) -> [[String]] { Array(Script(opening + beats).marks.dropFirst(3)) }

  @Test func `are none in a good connection`() {
    let script = EchoRun().script
    #expect(script.marks.flatMap { $0 } == [])
  }

  @Test func `say what was sent before`() {
    #expect(marks(.data("hello", from: .client), .data("hello", from: .client).at(1)) == [[], ["retransmission"]])
    #expect(marks(.data("hello", from: .client), .data("lower", from: .client).at(4)) == [[], ["retransmission"]])
    #expect(marks(.fin(from: .client), .fin(from: .client).at(1)) == [[], ["retransmission"]])
    #expect(Script([.syn, .syn.at(0), .synAck]).marks == [[], ["retransmission"], []])
  }

  @Test func `say what was overtaken`() {
    #expect(marks(.data("world", from: .client).at(6), .data("hello", from: .client).at(1)) == [[], ["out of order"]])
  }

  @Test func `say that an acknowledgment is repeated`() {
    #expect(marks(.ack(from: .server)) == [["duplicate ACK"]])
    #expect(marks(.ack(from: .server).window(9), .ack(from: .server).window(9)) == [[], ["duplicate ACK"]])
    #expect(marks(.data("x", from: .client), .ack(from: .server)) == [[], []])
    #expect(marks(.data("x", from: .client), .ack(from: .server), .data("y", from: .server)) == [[], [], []])
  }

  @Test func `say that a window is closed, but not of a reset`() {
    #expect(marks(.ack(from: .server).window(0)) == [["zero window"]])
    #expect(marks(.reset(from: .server).window(0)) == [[]])
  }

  @Test func `tell a probe from an octet sent again`() {
    #expect(marks(.data("x", from: .client), .ack(from: .server), .ack.at(1)) == [[], [], ["probe"]])
    #expect(
      marks(.data("x", from: .client), .ack(from: .server), Beat.ack.at(1).carrying("x")) == [[], [], ["probe"]])
    #expect(marks(.data("x", from: .client), .data("x", from: .client).at(1)) == [[], ["retransmission"]])
    #expect(marks(.ack.at(0)) == [["probe"]])
  }
}

@Suite struct `A four-tuple used again` {
  private let first = Script(opening + [.fin(from: .client), .fin(from: .server), .ack])

  private func conversations(_ scripts: Script...) -> [Conversation] {
    ConversationTable(CapturedWire(scripts.flatMap(\.frames)).events(clock: Moment.offset)).conversations
  }

  @Test func `is a conversation of its own`() {
    var second = Script(opening)
    second.clientInitial = SequenceNumber(77)
    let found = conversations(first, second)
    #expect(found.map(\.steps.count) == [6, 3])
    #expect(found.last?.steps.map(\.sequence) == [0, 0, 1])
  }

  @Test func `in the other direction too`() {
    var second = Script(opening)
    (second.client, second.server) = (first.server, first.client)
    second.clientInitial = SequenceNumber(77)
    #expect(conversations(first, second).map(\.client) == [first.client, first.server])
  }

  @Test func `is known behind a connection whose SYN was not seen`() {
    let rest = Script([.data("x", from: .client), .reset(from: .server)])
    #expect(conversations(rest, first).map(\.steps.count) == [2, 6])
  }

  @Test func `is not a SYN sent again`() {
    #expect(Script([.syn, .syn.at(0), .syn.at(0)]).conversations.map(\.steps.count) == [3])
  }

  @Test func `is not both ends opening at once`() {
    let script = Script([.syn, Beat(sender: .server, flags: .synchronize), .ack, .ack(from: .server)])
    #expect(script.conversations.map(\.steps.count) == [4])
    #expect(script.conversation.steps.map(\.sequence) == [0, 0, 1, 1])
  }

  @Test func `is not a SYN seen behind its answer`() {
    #expect(Script([.synAck.acknowledging(1), .syn, .ack]).conversations.map(\.steps.count) == [3])
  }
}

@Suite struct `The turns of a conversation` {
  @Test func `are the client's first ACK of the SYN, and the first FIN`() {
    let whole = Script(opening + [.data("a", from: .client), .fin(from: .server), .fin(from: .client)]).conversation
    #expect(whole.completion?.packetNumber == 3)
    #expect(whole.firstFinish?.packetNumber == 5)
  }

  @Test func `are missing where it was not answered, or refused, or goes on`() {
    #expect(Script([.syn, .synAck]).conversation.completion == nil)
    #expect(Script([.syn, .synAck, .reset(from: .client)]).conversation.completion == nil)
    #expect(Script(opening).conversation.firstFinish == nil)
  }
}
