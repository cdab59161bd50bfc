import SocketKit
import Testing

@Suite struct `An address as text` {
  @Test(arguments: [
    "192.0.2.1", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::1", "2001:db8:0:1:1:1:1:1", "::ffff:192.0.2.7",
    "fe80::1%7", "fe80::1%4294967295",
  ])
  func `in its canonical form is printed as it was read`(text: String) {
    #expect(IPAddress(text)?.description == text)
  }

  @Test(arguments: [
    ("2001:DB8::0001", "2001:db8::1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("0:0:0:0:0:0:0:0", "::"),
    ("fe80::1%lo", "fe80::1%1"),
  ])
  func `has one canonical form`(text: String, canonical: String) {
    #expect(IPAddress(text)?.description == canonical)
  }

  @Test(arguments: [
    "", " ", "1.2.3", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "0x7f.1", "2130706433", "localhost",
    "[::1]", "::1::", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::1%", "::1%0", "::1%+3", "::1%-1",
    "::1%4294967296", "::1%no-such-link", "::1%1%2", "1.2.3.4%1", "127.0.0.1\0", "127.0.0.1\0.example", "::1\0",
    "::1%lo\0x",
    "１２７.0.0.1", "127.0.0.1\n",
  ])
  func `in any other form is refused`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: 1 ... 8 as ClosedRange<UInt64>)
  func `survives a round trip whatever its octets`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0 ..< 500 {
      var octets = SIMD16<UInt8>.zero
      // Half of them zero, so that runs to shorten are common.
      for index in 0 ..< 16 where Bool.random(using: &numbers) {
        octets[index] = .random(in: 0 ... 255, using: &numbers)
      }
      let six = IPAddress(
        ipv6: octets, scope: Bool.random(using: &numbers) ? .random(in: 1 ... .max, using: &numbers) : 0)
      #expect(IPAddress(six.description) == six)
      #expect(six.octets == (0 ..< 16).map { octets[$0] })
      let four = IPAddress(octets[0], octets[1], octets[2], octets[3])
      #expect(IPAddress(four.description) == four)
      #expect(four.octets == [octets[0], octets[1], octets[2], octets[3]])
    }
  }

  @Test(arguments: 1 ... 8 as ClosedRange<UInt64>)
  func `that is noise never traps, and what is read can be printed and read`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    let letters = Array("0123456789abcdefg:.%[]+- \0é".unicodeScalars)
    for _ in 0 ..< 3000 {
      var text = String.UnicodeScalarView()
      for _ in 0 ..< Int.random(in: 0 ... 20, using: &numbers) { text.append(letters.randomElement(using: &numbers)!) }
      if let address = IPAddress(String(text)) { #expect(IPAddress(address.description) == address) }
      if let place = HostPort(String(text)) { #expect(HostPort(place.description) == place) }
      if let end = SocketAddress(String(text)) { #expect(SocketAddress(end.description) == end) }
    }
  }
}

@Suite struct `An IPv4-mapped address` {
  @Test func `is the IPv4 one inside`() {
    #expect(IPAddress("::ffff:192.0.2.7")?.unmapped == IPAddress(192, 0, 2, 7))
    #expect(IPAddress("::ffff:0.0.0.0")?.unmapped == .anyIPv4)
  }

  @Test(arguments: ["::1", "::", "::192.0.2.7", "::fffe:192.0.2.7", "1::ffff:192.0.2.7", "64:ff9b::192.0.2.7"])
  func `is not what only looks like one`(text: String) {
    #expect(IPAddress(text)?.unmapped == IPAddress(text))
  }

  @Test func `of all zeros is another address than IPv4's`() {
    #expect(IPAddress.anyIPv6 != .anyIPv4)
    #expect(IPAddress.anyIPv4.unmapped == .anyIPv4)
  }
}
