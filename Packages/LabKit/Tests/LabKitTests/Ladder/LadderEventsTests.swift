import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `A ladder as events` {
  private func lines(_ beats: [Beat], _ events: [TimelineEvent] = [], fold: Int = 0) -> [EventLine] {
    let script = Script(beats)
    let timeline = Timeline(merging: script.events + events)
    let ladder = Ladder(of: script.conversation, in: timeline).folded(beyond: fold)
    return LadderEvents(ladder, number: 3, of: timeline).lines
  }

  @Test func `says of a segment its frame, numbers and marks, at its moment`() {
    let lines = lines([.syn, .synAck, .ack, .data("hello", from: .client), .data("lo", from: .client).at(4).window(0)])
    #expect(
      lines.map(\.text) == [
        "segment connection=3 number=1 to=server flags=SYN seq=0 payload_octets=0 win=65535",
        "segment connection=3 number=2 to=client flags=\"SYN ACK\" seq=0 ack=1 payload_octets=0 win=65535",
        "segment connection=3 number=3 to=server flags=ACK seq=1 ack=1 payload_octets=0 win=65535",
        "segment connection=3 number=4 to=server flags=\"PSH ACK\" seq=1 ack=1 payload_octets=5 win=65535",
        "segment connection=3 number=5 to=server flags=\"PSH ACK\" seq=4 ack=1 payload_octets=2 win=0"
          + " marks=\"retransmission, zero window\"",
      ])
    #expect(lines.map(\.time.monotonicNanoseconds) == (0 ..< 5).map(Script.time))
    #expect(lines.map(\.time) == (0 ..< 5).map { Moment.at(Script.time(of: $0)) })
  }

  @Test func `says of a call and a state at which side they are`() {
    let script = Script([.syn])
    let lines = lines(
      [.syn],
      [
        .call("connect", on: 3, "\(script.server)", error: "EINPROGRESS", at: 1),
        .state(script.server, script.client, nil, .synReceived, at: .max),
      ])
    #expect(
      [lines[0], lines[2]].map(\.text) == [
        "call connection=3 side=client name=connect fd=3 arguments=10.77.0.2:8080 result=-1 errno=EINPROGRESS"
          + " duration_us=1.500 pid=100",
        "state connection=3 side=server local=10.77.0.2:8080 remote=10.77.0.1:40000 to=SYN_RECV",
      ])
  }

  @Test func `says of a fold what went each way`() {
    let chunks = (0 ..< 9).map { Beat.data("chunk \($0)", from: .server) }
    let fold = lines([.syn, .synAck, .ack] + chunks, fold: 4).first { $0.event == "fold" }
    #expect(
      fold?.text == "fold connection=3 segments_to_server=0 octets_to_server=0 segments_to_client=4 octets_to_client=28"
        + " calls=0")
  }
}
