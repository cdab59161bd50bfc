import PacketCodec
import SocketKit
import Testing
import UStack
import UStackLink

@Suite struct `A stack without a link` {
  @Test func `is told a time that does not go back`() {
    let first = StackDriver.now
    #expect(StackDriver.now >= first)
  }
}
