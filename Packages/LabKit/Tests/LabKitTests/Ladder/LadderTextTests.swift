import SocketKit
import Testing

@testable import LabKit

private func draw(_ style: LadderText.Style, _ width: Int, _ script: Script, _ events: [TimelineEvent] = []) -> [String]
{
  let ladder = Ladder(of: script.conversation, in: Timeline(merging: script.events + events))
  return LadderText(style: style, width: width).lines(ladder)
}

@Suite struct `A drawn ladder` {
  private let script = Script([.syn, .synAck, .ack, .data("hello", from: .client), .fin(from: .server)])
  private var margins: [TimelineEvent] {
    [
      .call("connect", on: 3, "10.77.0.2:8080", error: "EINPROGRESS", at: Script.time(of: 0) - 50_000),
      .call(
        "accept4", on: 3, "10.77.0.1:40000", result: 7, by: "echo-server", host: "server", process: 200,
        at: Script.time(of: 2) + 10_000),
      .state(script.client, script.server, nil, .established, host: "client", at: Script.time(of: 2) + 20_000),
      .state(script.server, script.client, .lastAck, nil, host: "server", at: Script.time(of: 4) + 1_000_000),
    ]
  }

  @Test func `without margins`() {
    #expect(
      draw(.unicode, 72, script).joined(separator: "\n") == """
                ms 10.77.0.1:40000                                 10.77.0.2:8080
             0.000 │── SYN seq 0 win 65535 ─────────────────────────────────────▶
             0.100 ◀─────────────────────────── SYN ACK seq 0 ack 1 win 65535 ──│
             0.200 │── ACK seq 1 ack 1 ─────────────────────────────────────────▶
             0.300 │── PSH ACK seq 1 ack 1 len 5 ───────────────────────────────▶
             0.400 ◀───────────────────────────────────── FIN ACK seq 1 ack 6 ──│
        """)
    #expect(
      draw(.ascii, 72, script).joined(separator: "\n") == """
                ms 10.77.0.1:40000                                 10.77.0.2:8080
             0.000 |-- SYN seq 0 win 65535 ------------------------------------->
             0.100 <--------------------------- SYN ACK seq 0 ack 1 win 65535 --|
             0.200 |-- ACK seq 1 ack 1 ----------------------------------------->
             0.300 |-- PSH ACK seq 1 ack 1 len 5 ------------------------------->
             0.400 <------------------------------------- FIN ACK seq 1 ack 6 --|
        """)
  }

  @Test func `with calls and states in its margins`() {
    #expect(
      draw(.unicode, 120, script, margins).joined(separator: "\n") == """
                ms    client 10.77.0.1:40000                           wire                           server 10.77.0.2:8080
             0.000 connect(3, 10.77.0.2:80~ │                                                        │
             0.050                          │── SYN seq 0 win 65535 ─────────────────────────────────▶
             0.150                          ◀─────────────────────── SYN ACK seq 0 ack 1 win 65535 ──│
             0.250                          │── ACK seq 1 ack 1 ─────────────────────────────────────▶
             0.260                          │                                                        │ accept4(3, 10.77.0.1:400~
             0.270            ● ESTABLISHED │                                                        │
             0.350                          │── PSH ACK seq 1 ack 1 len 5 ───────────────────────────▶
             0.450                          ◀───────────────────────────────── FIN ACK seq 1 ack 6 ──│
             1.450                          │                                                        │ ● LAST_ACK is gone
        """)
    #expect(
      draw(.ascii, 100, script, margins).joined(separator: "\n") == """
                ms client 10.77.0.1:4~                       wire                       server 10.77.0.2:80~
             0.000 connect(3, 10.77.~ |                                                |
             0.050                    |-- SYN seq 0 win 65535 ------------------------->
             0.150                    <--------------- SYN ACK seq 0 ack 1 win 65535 --|
             0.250                    |-- ACK seq 1 ack 1 ----------------------------->
             0.260                    |                                                | accept4(3, 10.77.0~
             0.270      * ESTABLISHED |                                                |
             0.350                    |-- PSH ACK seq 1 ack 1 len 5 ------------------->
             0.450                    <------------------------- FIN ACK seq 1 ack 6 --|
             1.450                    |                                                | * LAST_ACK is gone
        """)
  }
}

@Suite struct `A ladder of odd things` {
  private let script = Script([.syn, .synAck, .ack])

  @Test func `draws nothing that a terminal would act on`() {
    let lines = draw(
      .ascii, 140, script,
      [
        .call("connect", on: 3, "\(script.server)", host: "\u{1B}]0;x\u{7}\nü"),
        .call("write", on: 3, "\u{1B}[2J\r\n", host: "\u{1B}]0;x\u{7}\nü"),
      ])
    #expect(lines.joined().unicodeScalars.filter { !(0x20 ... 0x7E).contains($0.value) } == [])
    #expect(lines.contains { $0.contains("write(3, ?[2J??) = 0") })
  }

  @Test func `is never wider than it was asked to be`() {
    let long = String(repeating: "x", count: 500)
    let events: [TimelineEvent] = [
      .call("connect", on: 3, "\(script.server)", host: long), .call("write", on: 3, long, host: long),
      .state(script.server, script.client, nil, .established, host: long),
    ]
    for width in [0, 72, 100, 140, 300] {
      for line in draw(.ascii, width, script, events) { #expect(line.count <= max(width, LadderText.widthMin)) }
    }
  }

  @Test func `has room for moments from one end of Int64 to the other`() {
    let events: [TimelineEvent] = [
      .state(script.client, script.server, nil, .synSent, at: .min),
      .state(script.client, script.server, .synSent, nil, at: .max),
    ]
    let lines = draw(.ascii, 100, script, events)
    #expect(lines.count == 6)
    #expect(lines.last?.hasPrefix("922337203~") == true)
  }

  @Test func `of no lines is its head`() {
    let ladder = Ladder(leftTitle: "a", rightTitle: "b", rows: [])
    #expect(LadderText(width: 72).lines(ladder).count == 1)
  }
}

@Suite struct `A folded ladder in text` {
  @Test func `says across the wire what it left out, a line a direction`() {
    let script = Script(
      [.syn, .synAck, .ack] + (0 ..< 12).map { .data("hello", from: $0 % 2 == 0 ? .client : .server) })
    let ladder = Ladder(of: script.conversation, in: Timeline(merging: script.events)).folded(beyond: 8)
    #expect(
      LadderText(style: .ascii, width: 72).lines(ladder).dropFirst(6).prefix(3).joined(separator: "\n") == """
             0.500 |          : 4 segments, 20 octets to the server :           |
                   |          : 3 segments, 15 octets to the client :           |
             1.200 <----------------------------- PSH ACK seq 21 ack 26 len 5 --|
        """)
  }
}
