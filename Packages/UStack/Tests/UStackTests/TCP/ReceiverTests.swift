import PacketCodec
import Testing

@testable import UStack

@Suite struct `Text from beyond a FIN` {
  @Test func `is forgotten when the FIN is in order`() {
    let origin = SequenceNumber(0xFFFF_FFF0)
    var receiver = Receiver(.fixed(4096))
    var receive = ReceiveSequence(initial: origin, window: 4096)
    let text = [UInt8](repeating: 7, count: 100)
    let segments: [(offset: Int, flags: TCPFlags)] = [(101, []), (0, .finish)]
    for (offset, flags) in segments {
      let header = TCPHeader(
        sourcePort: 1, destinationPort: 2, sequence: origin + 1 + offset, acknowledgment: SequenceNumber(1),
        flags: flags, window: 1000)
      _ = receiver.take(
        IncomingSegment(header, payloadCount: text.count), payload: text.span.bytes, &receive,
        now: Instant(nanoseconds: 1))
    }
    #expect(receive.next == origin + 102)
    #expect(receiver.readable == 100)
    #expect(receiver.assembler.isEmpty)
  }
}
