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

@Suite struct `Urgent octets that were read` {
  private static func take(_ receiver: inout Receiver, _ receive: inout ReceiveSequence) {
    let text = [UInt8](repeating: 7, count: 100)
    let header = TCPHeader(
      sourcePort: 1, destinationPort: 2, sequence: receive.next, acknowledgment: SequenceNumber(1), window: 1000)
    _ = receiver.take(
      IncomingSegment(header, payloadCount: text.count), payload: text.span.bytes, &receive,
      now: Instant(nanoseconds: 1))
  }

  @Test func `are not ahead again two gibioctets later, and others are news`() {
    var receiver = Receiver(.fixed(4096))
    var receive = ReceiveSequence(initial: SequenceNumber(0xFFFF_FFF0), window: 4096)
    var isNews = receiver.takeUrgent(receive.next + 10, receive)
    #expect(isNews)
    Self.take(&receiver, &receive)
    #expect(receiver.urgentAhead(receive) == 10)
    _ = [UInt8](capacity: 100) { _ = receiver.read(into: &$0, roundTrip: nil, now: Instant(nanoseconds: 2)) }
    Self.take(&receiver, &receive)
    // The stream goes on.
    receive.next += 0x7FFF_FFFF
    receive.windowEnd += 0x7FFF_FFFF
    #expect(receiver.urgentAhead(receive) == 0)
    isNews = receiver.takeUrgent(receive.next + 10, receive)
    #expect(isNews)
  }
}
