import PacketCodec
import Testing

@Suite struct `A MAC address` {
  @Test(arguments: ["00:00:00:00:00:00", "02:00:5e:10:00:0f", "ff:ff:ff:ff:ff:ff"])
  func `prints as it was read`(text: String) throws {
    #expect(try #require(MACAddress(text)).description == text)
  }

  @Test func `is read in upper case`() { #expect(MACAddress("02:AB:CD:EF:00:01") == MACAddress(0x02AB_CDEF_0001)) }

  @Test(arguments: [
    "", ":", "02:00:00:00:00", "02:00:00:00:00:00:00", "2:00:00:00:00:00", "+2:00:00:00:00:00", "0g:00:00:00:00:00",
    "02-00-00-00-00-00", "02:00:00:00:00:00 ", "020:0:00:00:00:00", "02::00:00:00:00",
  ])
  func `is nothing else`(text: String) { #expect(MACAddress(text) == nil) }

  @Test func `says whom it addresses`() {
    #expect(MACAddress.broadcast.isMulticast)
    #expect(MACAddress("01:00:5e:00:00:01")!.isMulticast)
    #expect(!MACAddress("02:00:5e:00:00:01")!.isMulticast)
    #expect(MACAddress("02:00:5e:00:00:01")!.isLocallyAdministered)
    #expect(!MACAddress("00:1b:21:00:00:01")!.isLocallyAdministered)
  }

  @Test func `has 48 bits`() { #expect(MACAddress(.max) == .broadcast) }
}
