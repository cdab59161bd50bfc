import Testing
import ToolKit

@testable import LabKit

@Suite struct `A claim about the wire` {
  @Test func `finds what it says, with frames`() {
    let script = Script([
      .syn, .synAck, .ack, .data("x", from: .client), .data("x", from: .client).at(1), .reset(from: .server),
    ])
    #expect(Expectation.handshake(script.conversation).found == "SYN, SYN ACK, ACK in 0.200 ms")
    #expect(Expectation.noReset(script.conversation).found == "RST from 10.77.0.2:8080 (frame 6)")
    #expect(Expectation.noRetransmission(script.conversation).found == "frame 5 from 10.77.0.1:40000")
    #expect(Expectation.closedFirst(.toServer, script.conversation).found == "no FIN")
  }

  @Test func `about who closes first has two sides`() {
    let script = Script([.syn, .synAck, .ack, .fin(from: .server), .fin(from: .client)])
    #expect(Expectation.closedFirst(.toClient, script.conversation).holds)
    #expect(!Expectation.closedFirst(.toServer, script.conversation).holds)
    #expect(
      Expectation.closedFirst(.toClient, script.conversation).claim == "the server closes first, then the other side")
  }

  @Test func `about an open that never came to its end finds what there was`() {
    #expect(Expectation.handshake(Script([.syn]).conversation).found == "SYN in 0.000 ms")
    #expect(!Expectation.handshake(Script([.syn, .synAck]).conversation).holds)
  }

  @Test func `about octets names the first that differs`() {
    let streams = StreamPair(toServer: [1, 2, 3], toClient: [1, 2, 4])
    let script = Script([.syn, .synAck, .ack, .data("abc", from: .client), .data("abd", from: .server)])
    let conversation = script.conversation
    let told = ToolEvent("closed", [.integer("octets_out", 3), .integer("octets_in", 3)])
    #expect(
      Expectation.everyOctetCameBack(streams, told, conversation).found
        == "wire 3 out, 3 back; client 3 out, 3 in; octet 2 differs")
    #expect(Expectation.everyOctetCameBack(streams, nil, conversation).found.contains("client -1 out, -1 in"))
    #expect(Expectation.everyOctetCameBack(streams, told, conversation).evidence == [.frame(4), .frame(5)])
  }

  @Test func `has words for moments from one end of Int64 to the other`() {
    let script = Script([.syn, .synAck, .ack])
    let events = zip(script.events, [Int64.min, 0, .max]).map { event, time in
      TimelineEvent(at: Moment.at(time), tool: event.tool, happening: event.happening)
    }
    let conversation = ConversationTable(events).conversations[0]
    #expect(Expectation.handshake(conversation).found == "SYN, SYN ACK, ACK in 9223372036854.775 ms")
  }
}
