import SocketKit
import Testing

@Suite struct `The addresses of the machine's interfaces` {
  @Test func `have the loopback's, with its network`() throws {
    let loopback = try #require(InterfaceNetwork.all().first { $0.interface == "lo" })
    #expect(loopback.address == 0x7F00_0001)
    #expect(loopback.prefixLength == 8)
  }
}
