import SocketKit
import Testing

@testable import LabKit

private func draw(_ beats: [Beat], _ events: [TimelineEvent] = []) -> String {
  let script = Script(beats)
  return LadderMermaid([
    Ladder(of: script.conversation, in: Timeline(merging: script.events + events)).folded(beyond: 8)
  ])
  .text
}

@Suite struct `Ladders as Mermaid` {
  @Test func `are a sequence diagram`() {
    let script = Script([])
    #expect(
      draw(
        [.syn, .synAck, .ack] + (0 ..< 9).map { .data("\($0)", from: .client) }
          + [.data("8", from: .client).at(9), .reset(from: .server)],
        [
          .call("connect", on: 3, "\(script.server)", at: Script.time(of: 0) - 1),
          .state(script.server, script.client, .established, nil, host: "server", at: .max),
        ]) == """
          sequenceDiagram
            participant C1 as client 10.77.0.1:40000
            participant S1 as server 10.77.0.2:8080
            Note left of C1: connect(3, 10.77.0.2:8080) = 0
            C1->>S1: SYN seq 0 win 65535
            S1->>C1: SYN ACK seq 0 ack 1 win 65535
            C1->>S1: ACK seq 1 ack 1
            C1->>S1: PSH ACK seq 1 ack 1 len 1
            C1->>S1: PSH ACK seq 2 ack 1 len 1
            Note over C1,S1: 4 segments, 4 octets to the server
            C1->>S1: PSH ACK seq 7 ack 1 len 1
            C1->>S1: PSH ACK seq 8 ack 1 len 1
            C1->>S1: PSH ACK seq 9 ack 1 len 1
            C1-->>S1: PSH ACK seq 9 ack 1 len 1 RETRANSMISSION
            S1-xC1: RST ACK seq 1 ack 10
            Note right of S1: state ESTABLISHED is gone
          """)
  }

  @Test func `take nothing they show for a statement, a directive or markup`() {
    let hostile = "a;b#c%%{init: 1}%%<br>\nC1->>S1: x"
    let text = draw(
      [.syn], [.call("connect", on: 3, "\(Script([]).server)", at: 1), .call("write", on: 3, hostile, at: 2)])
    #expect(text.split(separator: "\n").count == 6)
    #expect(
      text.contains(
        "write(3, a#59;b#35;c#37;#37;#123;init: 1#125;#37;#37;#60;br#62;?C1-#62;#62;S1: x) = 0"))
  }

  @Test func `of several connections have participants of their own`() {
    let ladder = Ladder(leftTitle: "a", rightTitle: "b", rows: [])
    #expect(
      LadderMermaid([ladder, ladder]).text.split(separator: "\n").map { $0.dropFirst(14).prefix(2) }.suffix(4) == [
        "C1", "S1", "C2", "S2",
      ])
  }
}
