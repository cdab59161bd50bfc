import SocketKit
import Testing

@Suite struct `Addresses as text` {
  @Test(arguments: ["127.0.0.1:80", "[::1]:8080", "[2001:db8::1]:65535", "0.0.0.0:0"])
  func `what is printed is read back`(text: String) {
    #expect(SocketAddress(text)?.description == text)
  }

  @Test(arguments: [
    "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+1", "127.0.0.1:80x", "::1:80", "[127.0.0.1]:80",
    "[::1]", "localhost:80", "1.2.3:4", "",
  ])
  func `anything else is refused`(text: String) {
    #expect(SocketAddress(text) == nil)
  }

  @Test func `a mapped address is the IPv4 one inside`() {
    #expect(IPAddress("::ffff:192.0.2.7")?.unmapped == IPAddress(192, 0, 2, 7))
    #expect(IPAddress("::1")?.unmapped == IPAddress("::1"))
  }

  @Test func `a port alone stands for all addresses`() throws {
    let place = try #require(HostPort(":8080"))
    #expect(place == HostPort(host: nil, port: 8080))
    #expect(try place.resolve().map(\.description) == ["[::]:8080", "0.0.0.0:8080"])
  }

  @Test func `a name that does not exist says so`() throws {
    let place = HostPort(host: "no-such-name.invalid", port: 1)
    #expect(throws: HostPort.ResolutionError.self) { try place.resolve() }
  }
}
