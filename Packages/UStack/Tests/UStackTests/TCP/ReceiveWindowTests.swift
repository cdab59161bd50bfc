import PacketCodec
import Testing

@testable import UStack

@Suite struct `A scaled window` {
  @Test func `closes on a peer that sends octet by octet to a program that does not read`() {
    let limit = 1 << 20
    var receive = ReceiveSequence(initial: SequenceNumber(0xFFFF_0000), window: limit)
    var unread = 0
    // An octet comes whenever the window is open; each is acknowledged.
    while receive.window > 0, unread < limit * 2 {
      receive.next += 1
      unread += 1
      _ = ReceiveWindow.field(&receive, room: max(0, limit - unread), limit: limit, segment: 1, shift: 5)
    }
    #expect(unread < limit + 32)
  }

  @Test func `is rounded up where rounding down would take back what was promised`() {
    var receive = ReceiveSequence(initial: SequenceNumber(0xFFFF_0000), window: 6400)
    receive.next += 1
    let field = ReceiveWindow.field(&receive, room: 6399, limit: 6400, segment: 1460, shift: 5)
    #expect(field == 200)
    #expect(receive.window == 6400)
  }
}
