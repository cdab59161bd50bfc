import SocketKit
import Testing

@Suite struct `A place as a person writes it` {
  @Test(
    arguments: [
      ("localhost:80", "localhost", 80), ("127.0.0.1:0", "127.0.0.1", 0), ("[::1]:65535", "::1", 65535),
      ("[fe80::1%lo]:7", "fe80::1%lo", 7), (":8080", nil, 8080), ("a.b-c_d:00080", "a.b-c_d", 80),
    ] as [(String, String?, UInt16)])
  func `is a host and a port`(text: String, host: String?, port: UInt16) {
    #expect(HostPort(text) == HostPort(host: host, port: port))
  }

  @Test(arguments: [
    "", ":", "localhost", "localhost:", "localhost:65536", "localhost:+1", "localhost:-1", "localhost:80x",
    "localhost: 80",
    "localhost:٨٠", "::1:80", "[::1]", "[::1]80", "[]:80", "[127.0.0.1]:80", "[localhost]:80", "[::1:80", "::1]:80",
    "a b:80",
    "a\n:80", "127.0.0.1\0evil:80", "a:99999999999999999999",
  ])
  func `is refused when nobody can tell what is meant`(text: String) {
    #expect(HostPort(text) == nil)
  }

  @Test(arguments: ["localhost:80", "[::1]:80", ":80", "10.0.0.1:1"])
  func `is printed as it was read`(text: String) {
    #expect(HostPort(text)?.description == text)
  }
}

@Suite struct `What stands behind a place` {
  @Test func `a port alone stands for all addresses`() throws {
    #expect(try HostPort(host: nil, port: 8080).resolve().map(\.description) == ["[::]:8080", "0.0.0.0:8080"])
  }

  @Test func `a numeric address is itself`() throws {
    #expect(try HostPort(host: "192.0.2.1", port: 7).resolve() == [SocketAddress(IPAddress(192, 0, 2, 1), port: 7)])
  }

  @Test func `localhost is loopback, each address once`() throws {
    let found = try HostPort(host: "localhost", port: 7).resolve()
    #expect(found.contains(SocketAddress(.loopback, port: 7)))
    #expect(Set(found).count == found.count)
  }

  @Test(arguments: ["no-such-name.invalid", "", "127.0.0.1\0evil", String(repeating: "x", count: 5000)])
  func `a name that has no address says so`(name: String) {
    let error = #expect(throws: HostPort.ResolutionError.self) { try HostPort(host: name, port: 1).resolve() }
    #expect(error?.host == name)
    #expect(error?.reason.isEmpty == false)
  }

  @Test func `a resolver that may open nothing says what the system said`() async {
    await #expect(processExitsWith: .success) {
      try DescriptorLimit.setSoft(0)
      let error = #expect(throws: HostPort.ResolutionError.self) { try HostPort(host: "a.invalid", port: 1).resolve() }
      #expect(error?.reason != "System error")
    }
  }

  @Test func `localhost is this machine even where no resolver says so`() async {
    await #expect(processExitsWith: .success) {
      try DescriptorLimit.setSoft(0)
      for name in ["localhost", "LocalHost", "localhost.", "a.b.localhost"] {
        let found = try HostPort(host: name, port: 7).resolve().map(\.description)
        #expect(found == ["127.0.0.1:7", "[::1]:7"], "\(name)")
      }
      for name in ["nolocalhost", "localhost.example", "localhost..", ".localhost", "a..localhost", "."] {
        #expect(throws: HostPort.ResolutionError.self, "\(name)") { try HostPort(host: name, port: 7).resolve() }
      }
    }
  }
}
