import PacketCodec
import Testing
import UStack

@testable import PacketdrillPort

@Suite struct `The flags of a script` {
  @Test func `say the address, the MTU and the options`() {
    let flags = HostFlags("ip=10.1.2.3/8,mtu=9000,congestion=reno,timestamps=0")
    #expect(flags.address == InterfaceAddress(IPv4Address(10, 1, 2, 3), prefixLength: 8))
    #expect(flags.mtu == 9000)
    #expect(flags.options.congestion == .reno)
    #expect(!flags.options.timestamps)
  }

  @Test func `change nothing where they are not understood`() {
    #expect(HostFlags("ip=nonsense,mtu=,,=,colour=red") == HostFlags(""))
  }
}
