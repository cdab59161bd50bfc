import Testing

@testable import LabKit

@Suite struct `Exchanges on a connection` {
  private func texts(_ beats: Beat...) -> [String] {
    let script = Script([.syn, .synAck, .ack] + beats)
    return Exchange.all(in: script.conversation, script.wire.streams(of: script.conversation)).map(\.text)
  }

  @Test func `end where the client speaks again`() {
    #expect(
      texts(
        .data("hel", from: .client), .ack(from: .server), .data("lo\n", from: .client), .data("Hi\n", from: .server),
        .data("a b\n", from: .client), .data("A\n", from: .server), .ack, .data("B\n", from: .server))
        == [#""hel", "lo\n" → "Hi\n""#, #""a b\n" → "A\nB\n""#])
  }

  @Test func `show what a peer sent without the power to move the cursor`() {
    #expect(texts(.data("\u{1B}[2J", from: .client)) == [#""\x1b[2J" → nothing"#])
  }

  @Test func `hold what is repeated once`() {
    #expect(
      texts(.data("hi\n", from: .client), .data("hi\n", from: .client).at(1), .data("Hello\n", from: .server))
        == [#""hi\n" → "Hello\n""#])
  }

  @Test func `may begin with the server`() {
    let found = texts(.data("220\n", from: .server), .data("hi\n", from: .client))
    #expect(found == [#" → "220\n""#, #""hi\n" → nothing"#])
  }

  @Test func `have no text of octets that are not in the streams`() {
    let script = Script([.syn, .synAck, .data("hello", from: .client)])
    #expect(Exchange.all(in: script.conversation, StreamPair()).map(\.question) == [[""]])
  }
}
