import SocketKit
import Testing

@testable import ToolKit

@Suite("Listening") struct ListeningTests {
  @Test func `takes the port that the kernel gives`() throws {
    let listener = try Listening.open(HostPort(host: "127.0.0.1", port: 0), backlog: 1)
    let address = try listener.localAddress()
    #expect(address.address == .loopback)
    #expect(address.port > 0)
  }

  @Test func `listens for every address without a host`() throws {
    let listener = try Listening.open(HostPort(host: nil, port: 0), backlog: 1)
    let port = try listener.localAddress().port
    let peer = try StreamSocket(for: SocketAddress(.loopback, port: port))
    _ = try peer.connect(to: SocketAddress(.loopback, port: port))
    #expect(try peer.peerAddress().port == port)
  }

  @Test func `names the address whose port is taken, and does not run past its holder`() throws {
    let holder = try Listening.open(HostPort(host: "127.0.0.1", port: 0), backlog: 1)
    let address = try holder.localAddress()
    #expect(throws: Failure(.system, "listen on \(address): Address already in use")) {
      _ = try Listening.open(HostPort(host: "127.0.0.1", port: address.port), backlog: 1)
    }
    #expect(throws: Failure(.system, "listen on [::]:\(address.port): Address already in use")) {
      _ = try Listening.open(HostPort(host: nil, port: address.port), backlog: 1)
    }
  }

  @Test func `says that an address is another host's`() {
    #expect(throws: Failure(.system, "listen on 192.0.2.1:0: Cannot assign requested address")) {
      _ = try Listening.open(HostPort(host: "192.0.2.1", port: 0), backlog: 1)
    }
  }

  @Test func `says that a name has no address`() {
    let failure = #expect(throws: Failure.self) {
      _ = try Listening.open(HostPort(host: "no-such-host.invalid", port: 0), backlog: 1)
    }
    #expect(failure?.status == .unavailable)
    #expect(failure?.message.hasPrefix("no-such-host.invalid: ") == true)
  }
}
