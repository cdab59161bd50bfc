import PacketCodec
import Testing

@testable import LabKit

@Suite struct `What stands on an arrow` {
  private func labels(_ beats: Beat...) -> [String] {
    let script = Script(beats)
    return LadderLine.all(of: Ladder(of: script.conversation, in: Timeline(merging: script.events))).map { line in
      if case .arrow(let arrow) = line.content { arrow.text } else { "" }
    }
  }

  @Test func `are flags, and numbers counted from the connection's start`() {
    #expect(
      labels(.syn, .synAck, .ack, .data("hello", from: .client), .fin(from: .server)) == [
        "SYN seq 0 win 65535", "SYN ACK seq 0 ack 1 win 65535", "ACK seq 1 ack 1", "PSH ACK seq 1 ack 1 len 5",
        "FIN ACK seq 1 ack 6",
      ])
  }

  @Test func `are the options of a SYN`() {
    let options: [TCPOption] = [.maximumSegmentSize(1460), .windowScale(7), .selectiveAcknowledgmentPermitted]
    #expect(
      labels(.syn.offering(options), .ack.offering(options)) == [
        "SYN seq 0 win 65535 mss 1460 ws 7 sackOK", "ACK seq 1 ack 1",
      ])
  }

  @Test func `is every flag there is, and that there is none`() {
    #expect(
      labels(Beat(sender: .client, flags: TCPFlags(rawValue: 0xFFF)), Beat(sender: .client, flags: []))
        == ["SYN FIN RST PSH ACK URG ECE CWR seq 1 ack 1 win 65535", "no flags seq 3"])
  }

  @Test func `is what a reader should not overlook, in one order`() {
    #expect(
      labels(.syn, .synAck, .data("hello", from: .client), .data("hello", from: .client).at(1).window(0)).last
        == "PSH ACK seq 1 ack 1 len 5 RETRANSMISSION ZERO WINDOW")
  }
}
