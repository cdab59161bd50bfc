import PacketCodec
import SocketKit
import Testing
import ToolKit

@testable import LabKit

private let script = Script([
  .syn.offering([.maximumSegmentSize(1460), .windowScale(7), .selectiveAcknowledgmentPermitted]), .synAck,
])

@Suite struct `An event as a line` {
  @Test func `of a call`() {
    let event = TimelineEvent.call("connect", on: 3, "10.77.0.2:8080", error: "EINPROGRESS", at: 5_000_000_000)
    #expect(
      event.line.json == #"{"time":"2026-11-18T11:06:40.000000000Z","mono_ns":5000000000,"tool":"echo-client","#
        + #""event":"syscall","plane":"call","host":"client","name":"connect","fd":3,"arguments":"10.77.0.2:8080","#
        + #""result":-1,"errno":"EINPROGRESS","duration_us":1.500,"pid":100}"#)
  }

  @Test func `of a segment`() {
    #expect(
      script.events[0].line.json == #"{"time":"2026-11-18T11:06:40.000000000Z","mono_ns":5000000000,"#
        + #""tool":"capture","event":"packet","plane":"packet","number":1,"octets":66,"source":"10.77.0.1:40000","#
        + #""destination":"10.77.0.2:8080","flags":2,"seq":4294967294,"ack":0,"win":65535,"urp":0,"sum":0,"#
        + #""payload_octets":0,"opts":"020405b40303070402000000","text":"\#(text(script.events[0]))"}"#)
  }

  private func text(_ event: TimelineEvent) -> String {
    guard case .packet(let packet) = event.happening else { return "" }
    return packet.text
  }

  @Test func `of a state, of a descriptor, of a telling`() {
    #expect(
      TimelineEvent.state(script.client, script.server, .established, .timeWait).line.text
        == "transition plane=state local=10.77.0.1:40000 remote=10.77.0.2:8080 from=ESTABLISHED to=TIME_WAIT")
    #expect(
      TimelineEvent.descriptor(7, "socket:[1]", isOpen: false).line.text
        == "descriptor plane=descriptor pid=200 fd=7 target=socket:[1] change=closed")
    #expect(TimelineEvent.told("closed", [.integer("octets_out", 5)]).line.text == "closed plane=tool octets_out=5")
  }
}

@Suite struct `A line that was written` {
  private static let events: [TimelineEvent] =
    script.events + [
      .call("connect", on: 3, "10.77.0.2:8080", error: "EINPROGRESS"), .call("socket", "AF_INET", result: 3, host: nil),
      .call("read", on: .min, "\u{1B}[2J\"\\\n\u{0}ü", result: .max, process: .min),
      .state(script.client, script.server, nil, .synSent), .state(script.server, script.client, .lastAck, nil),
      .state(SocketAddress("[fe80::1]:9")!, SocketAddress("[::]:0")!, .listen, .listen, host: "server"),
      .descriptor(7, "/tmp/a b", isOpen: true), .descriptor(.min, "", isOpen: false), .told("listening"),
      .told(
        "reply",
        [
          .text("text", "hello"), .integer("id", Int64.min), .flag("ok", true), Field("rtt_us", .real(0.25)),
        ]),
    ]

  @Test(arguments: events) func `is the same event when it is read`(event: TimelineEvent) throws {
    #expect(try TimelineEvent(line: Array(event.line.json.utf8)) == event)
  }

  @Test(
    arguments: [
      -9_214_560_000_000_000_000, 0, -1, 1, 1_709_251_199_999_999_999, 9_214_646_399_999_999_999,
    ] as [Int64])
  func `keeps its moment from 1678 to 2261`(realtime: Int64) throws {
    for monotonic: Int64 in [.min, -1, 0, .max] {
      let event = TimelineEvent(
        monotonicNanoseconds: monotonic, realtimeNanoseconds: realtime, tool: "t", happening: .told(ToolEvent("x")))
      #expect(try TimelineEvent(line: Array(event.line.json.utf8)) == event)
    }
  }
}
