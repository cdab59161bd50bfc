import PacketCodec
import Testing

@Suite struct `An IPv4 address` {
  @Test(arguments: ["0.0.0.0", "10.77.0.1", "127.0.0.1", "255.255.255.255", "1.20.200.9"])
  func `prints as it was read`(text: String) throws {
    #expect(try #require(IPv4Address(text)).description == text)
  }

  @Test(arguments: [
    "", ".", "1", "1.2.3", "1.2.3.", "1.2.3.4.", "1.2.3.4.5", ".1.2.3", "1..2.3", "256.0.0.1", "1.2.3.999999999999",
    "01.2.3.4", "1.2.3.00", "1.2.3.-4", " 1.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "1.2.3.٤",
  ])
  func `is nothing else`(text: String) { #expect(IPv4Address(text) == nil) }

  @Test func `has its first octet on top`() {
    #expect(IPv4Address(10, 0, 0, 1).rawValue == 0x0A00_0001)
    #expect(IPv4Address(10, 0, 0, 1) == IPv4Address("10.0.0.1"))
  }

  @Test func `knows its kinds by their borders`() {
    #expect(IPv4Address("127.0.0.0")!.isLoopback && IPv4Address("127.255.255.255")!.isLoopback)
    #expect(!IPv4Address("126.255.255.255")!.isLoopback && !IPv4Address("128.0.0.0")!.isLoopback)
    #expect(IPv4Address("224.0.0.0")!.isMulticast && IPv4Address("239.255.255.255")!.isMulticast)
    #expect(!IPv4Address("223.255.255.255")!.isMulticast && !IPv4Address("240.0.0.0")!.isMulticast)
  }
}
