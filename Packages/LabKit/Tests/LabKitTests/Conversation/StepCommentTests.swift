import Testing

@testable import LabKit

@Suite struct `Sentences beside frames` {
  @Test func `tell a connection from its SYN to its last ACK`() {
    let script = Script([
      .syn, .synAck, .ack, .data("hello", from: .client), .data("HELLO", from: .server), .ack,
      .data("hello", from: .client).at(1), .fin(from: .client), .fin(from: .client).at(6),
      .ack(from: .server)
        .acknowledging(6), .fin(from: .server), .ack, .reset(from: .server),
    ])
    let told = StepComment.all(of: script.conversation)
    #expect(
      told == [
        "the client opens", "the server agrees, and opens its own direction", "the handshake is complete",
        "the client sends octets 1 ... 5", "the server sends octets 1 ... 5", "the client has all before octet 6",
        "the client sends octets 1 ... 5 (retransmission)", "the client closes its half first",
        "the client closes its half first (retransmission)", "the server has all before octet 6 (duplicate ACK)",
        "the server closes the other half", "the client has everything, the FIN too",
        "the server gives the connection up",
      ])
  }

  @Test func `know of no handshake that was not seen`() {
    let script = Script([.data("x", from: .client), .ack.window(9)])
    #expect(StepComment.all(of: script.conversation).last == "the client has all before octet 1")
  }

  @Test func `say nothing of a missing acknowledgment but zero`() {
    let script = Script([Beat(sender: .client, flags: []), Beat(sender: .client, flags: [])])
    #expect(StepComment.all(of: script.conversation).last?.contains("has all before octet 0") == true)
  }
}
