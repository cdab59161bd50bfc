import PacketCodec
import Testing

@Suite struct `ICMP timestamps` {
  @Test func `come back as they were written`() throws {
    let times = ICMPTimestamps(originate: 1, receive: 0x8000_0002, transmit: .max)
    let octets = encoded { times.encode(into: &$0) }
    #expect(octets == hex("00000001 80000002 ffffffff"))
    let (decoded, offset) = try ICMPTimestamps.decode((octets + [7]).span.bytes)
    #expect(decoded == times && offset == 12)
  }

  @Test(arguments: 0 ..< 12) func `are truncated under twelve octets`(count: Int) {
    #expect(throws: DecodeError.truncated(.icmp, .timestamps, needed: 12, available: count)) {
      try ICMPTimestamps.decode([UInt8](repeating: 0, count: count).span.bytes)
    }
  }

  @Test func `are read out of question and answer`() {
    let times = ["icmp-timestamp-request", "icmp-timestamp-reply"].map { name -> ICMPTimestamps? in
      guard case .icmp(_, let content) = GoldenFrame(name).decoded.transport else { return nil }
      return content.timestamps
    }
    #expect(
      times == [
        ICMPTimestamps(originate: 43_200_123),
        ICMPTimestamps(originate: 43_200_123, receive: 86_399_999, transmit: .max),
      ])
  }

  @Test func `that were cut leave the message and say what is missing`() {
    let octets = GoldenFrame("icmp-timestamp-reply").octets.dropLast(5)
    let frame = DecodedFrame(Array(octets).span.bytes)
    #expect(frame.error == .truncated(.icmp, .timestamps, needed: 12, available: 7))
    #expect(frame.errorOffset == 14 + 20 + 8)
    guard case .icmp(let header, .data) = frame.transport else {
      Issue.record("\(frame.transport)")
      return
    }
    #expect(header.message == .timestampReply(identifier: 7, sequence: 9))
  }
}
