import PacketCodec
import Testing

@testable import LabKit

@Suite struct `A host before it exists` {
  @Test func `has both addresses end in its place`() {
    let host = HostPlan(name: "server-2", place: 254)
    #expect(host?.address == IPv4Address(10, 77, 0, 254))
    #expect(host?.hardwareAddress == MACAddress(0x02_00_00_00_00_FE))
    #expect(host?.name == "server-2")
  }

  @Test(arguments: [
    "", "2nd", "-x", "a b", "a/b", "a;b", "a\nb", "ü", "a.", "..", "a\0", String(repeating: "a", count: 33),
  ])
  func `has no name that ip(8) or a folder would take for more`(name: String) {
    #expect(HostPlan(name: name, place: 1) == nil)
  }

  @Test func `has a name of 32 letters at most, and a place below 255`() {
    #expect(HostPlan(name: String(repeating: "Z", count: 32), place: 1) != nil)
    #expect([Int.min, 0, 255, .max].allSatisfy { HostPlan(name: "a", place: $0) == nil })
  }
}
