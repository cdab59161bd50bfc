import PacketCodec
import Testing

@testable import UStack

@Suite struct `An address of an interface` {
  @Test(arguments: ["10.0.0.7/24", "10.0.0.255/16", "10.0.0.0/31", "10.0.0.1/31", "10.0.0.255/32", "192.0.2.1/0"])
  func `is a host's where no other reading is left`(text: String) throws {
    #expect(try #require(InterfaceAddress(text)).isHost)
  }

  @Test(arguments: [
    "10.0.0.255/24", "10.0.0.0/24", "10.0.0.3/30", "224.0.0.1/24", "127.0.0.5/8", "0.0.0.0/0", "0.1.2.3/8",
    "255.255.255.255/32", "240.0.0.1/24",
  ])
  func `is none's where it is for all, for many, for within or reserved`(text: String) throws {
    #expect(try !#require(InterfaceAddress(text)).isHost)
  }

  @Test func `has the other hosts of its network as neighbours`() throws {
    let ours = try #require(InterfaceAddress("10.0.0.7/24"))
    func neighbor(_ other: String) throws -> Bool { ours.hasNeighbor(try #require(IPv4Address(other))) }
    #expect(try neighbor("10.0.0.1"))
    for other in ["10.0.0.7", "10.0.0.255", "10.0.0.0", "10.0.1.1", "224.0.0.1"] { #expect(try !neighbor(other)) }
    #expect(ours.isBroadcast(IPv4Address(10, 0, 0, 255)) && ours.isBroadcast(.broadcast))
    #expect(!ours.isBroadcast(IPv4Address(10, 0, 1, 255)))
  }
}
