import SocketKit
import Testing

@Suite struct `A range of addresses` {
  @Test(arguments: [
    ("127.0.0.1", 1), ("127.0.0.1-127.0.0.9", 9), ("10.0.0.255-10.0.1.0", 2), ("10.0.0.0-10.0.255.255", 65536),
    ("2001:db8::1-2001:db8::ffff", 65535), ("fe80::1%1-fe80::3%1", 3),
  ])
  func `is printed as it was read, and counts both ends`(text: String, count: Int) {
    let range = IPAddressRange(text)
    #expect(range?.description == text)
    #expect(range?.count == count)
  }

  @Test(arguments: [
    "", "-", "127.0.0.1-", "-127.0.0.1", "127.0.0.2-127.0.0.1", "127.0.0.1-::1", "127.0.0.1 - 127.0.0.2",
    "127.0.0.1-127.0.0.2-127.0.0.3", "10.0.0.0-10.1.0.0", "10.255.255.255-11.0.0.0", "localhost", "fe80::1%1-fe80::3",
    "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  ])
  func `is refused when it is none, or too long`(text: String) {
    #expect(IPAddressRange(text) == nil)
  }

  @Test func `of one address is written as one`() {
    #expect(IPAddressRange("127.0.0.1-127.0.0.1")?.description == "127.0.0.1")
  }

  @Test func `carries from octet to octet`() throws {
    let four = try #require(IPAddressRange("10.0.0.254-10.0.1.1"))
    #expect((0 ..< 4).map { four[$0].description } == ["10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1"])
    let six = try #require(IPAddressRange("2001:db8::fffe-2001:db8::1:1"))
    #expect(
      (0 ..< 4).map { six[$0].description } == ["2001:db8::fffe", "2001:db8::ffff", "2001:db8::1:0", "2001:db8::1:1"])
  }
}
