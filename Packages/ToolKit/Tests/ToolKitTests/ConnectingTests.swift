import SocketKit
import Testing

@testable import ToolKit

@Suite("Connecting") struct ConnectingTests {
  @Test func `gives a connection without Nagle's algorithm`() throws {
    let listener = try Listening.open(HostPort(host: "127.0.0.1", port: 0), backlog: 1)
    let socket = try Connecting.open(HostPort(host: "127.0.0.1", port: listener.localAddress().port))
    #expect(try socket.peerAddress() == listener.localAddress())
    #expect(try socket.option(.noDelay))
  }

  @Test func `names the address that refused`() throws {
    let port = try Listening.open(HostPort(host: "127.0.0.1", port: 0), backlog: 1).localAddress().port
    #expect(throws: Failure(.negative, "connect 127.0.0.1:\(port): Connection refused")) {
      _ = try Connecting.open(HostPort(host: "127.0.0.1", port: port))
    }
  }

  @Test func `says that a name has no address`() {
    let failure = #expect(throws: Failure.self) {
      _ = try Connecting.open(HostPort(host: "no-such-host.invalid", port: 1))
    }
    #expect(failure?.status == .unavailable)
  }
}
