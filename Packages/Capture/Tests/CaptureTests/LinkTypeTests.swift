import PacketCodec
import Testing

@testable import Capture

@Suite struct `A data link of libpcap` {
  @Test func `is the file's link type, but for raw IP`() {
    #expect(LinkType(dataLink: 1) == .ethernet)
    #expect(LinkType(dataLink: 12) == .raw)
    #expect([LinkType.ethernet, .raw, .linuxCooked, .linuxCooked2].map(\.dataLink) == [1, 12, 113, 276])
  }
}
