import Testing

@testable import PacketdrillPort

@Suite struct `Memory that was lent` {
  @Test func `is given back when the peer has all of it`() {
    var notices = ZeroCopyNotices()
    notices.lend(upTo: 100)
    let early = notices.acknowledge(99)
    let none = notices.take()
    #expect(!early && none == nil)
    let news = notices.acknowledge(100)
    #expect(news && notices.isReady)
    let notice = notices.take()
    #expect(notice == 0 ... 0)
    #expect(!notices.isReady)
  }

  @Test func `is given back in one notice for calls that follow each other and were not read`() {
    var notices = ZeroCopyNotices()
    for end in [100, 200, 300, 400] { notices.lend(upTo: end) }
    _ = notices.acknowledge(250)
    _ = notices.acknowledge(300)
    let first = notices.take()
    _ = notices.acknowledge(400)
    let second = notices.take()
    #expect(first == 0 ... 2)
    #expect(second == 3 ... 3)
  }
}
