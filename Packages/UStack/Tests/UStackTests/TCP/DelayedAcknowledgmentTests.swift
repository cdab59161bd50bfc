import PacketCodec
import Testing

@testable import UStack

@Suite struct `An acknowledgment that may wait` {
  private static let origin = SequenceNumber(0xFFFF_F000)
  private static let now = Instant(nanoseconds: 1_000_000_000)

  /// Takes a segment of 1000 octets, `index` segments from the first.
  private static func take(_ index: Int, _ receiver: inout Receiver, _ receive: inout ReceiveSequence) {
    let header = TCPHeader(
      sourcePort: 1, destinationPort: 2, sequence: origin + 1 + index * 1000, acknowledgment: SequenceNumber(1),
      flags: [],
      window: 1000)
    let text = [UInt8](repeating: 7, count: 1000)
    _ = receiver.take(
      IncomingSegment(header, payloadCount: text.count), payload: text.span.bytes, &receive, now: now)
  }

  @Test func `is sent for every second full segment, also after a segment that filled a gap before many`() {
    var receiver = Receiver(.fixed(1 << 20))
    var receive = ReceiveSequence(initial: Self.origin, window: 1 << 20)
    for index in 1 ..< 30 { Self.take(index, &receiver, &receive) }
    Self.take(0, &receiver, &receive)
    #expect(receive.next == Self.origin + 1 + 30_000)
    while receiver.acknowledgment.isDue { receiver.acknowledgment.acknowledged(withText: false) }
    // Those at the start are never delayed.
    for _ in 0 ..< DelayedAcknowledgment.quickAtStart { receiver.acknowledgment.acknowledged(withText: false) }
    Self.take(30, &receiver, &receive)
    #expect(receiver.acknowledgment.owed == .later(at: Self.now + DelayedAcknowledgment.delay))
    Self.take(31, &receiver, &receive)
    #expect(receiver.acknowledgment.isDue)
  }
}
