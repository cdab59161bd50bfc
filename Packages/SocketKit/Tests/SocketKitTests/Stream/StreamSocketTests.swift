import Glibc
import SocketKit
import Testing

@Suite struct `Connecting` {
  @Test(arguments: [IPAddress.loopback, IPAddress("::1")!])
  func `is in progress, then decided, then done`(host: IPAddress) throws {
    let listener = try ListeningSocket(on: SocketAddress(host, port: 0), backlog: 1)
    let place = try listener.localAddress()
    let socket = try StreamSocket(for: place)
    #expect(try socket.connect(to: place) == .inProgress)
    try wait(until: .writable, socket.descriptor)
    #expect(try socket.pendingError() == nil)
    #expect(try socket.connect(to: place) == .connected)
    #expect(throws: Errno(rawValue: EISCONN)) { try socket.connect(to: place) }
    #expect(try socket.peerAddress() == place)
    let server = try listener.nextConnection()
    #expect(try server.peerAddress() == socket.localAddress())
  }

  @Test func `to a port without a listener is refused, said once`() throws {
    let holder = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    try holder.bind(to: SocketAddress(.loopback, port: 0))
    let place = try holder.localAddress()
    let socket = try StreamSocket(for: place)
    #expect(try socket.connect(to: place) == .inProgress)
    try wait(until: .writable, socket.descriptor)
    #expect(try socket.pendingError() == .connectionRefused)
    #expect(try socket.pendingError() == nil)
    #expect(throws: Errno.notConnected) { try socket.peerAddress() }
  }

  @Test func `asked again while the SYN is out goes on`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 0)
    let place = try listener.localAddress()
    // One connection fills an accept queue of length 0; the SYNs of others are dropped.
    let first = try StreamSocket.connected(to: listener)
    try wait(until: .readable, listener.descriptor)
    let second = try StreamSocket(for: place)
    #expect(try second.connect(to: place) == .inProgress)
    #expect(try second.information().state == .synSent)
    #expect(try second.connect(to: place) == .inProgress)
    let ready = isReady(.writable, second.descriptor)
    #expect(!ready)
    #expect(try first.information().state == .established)
  }

  @Test func `from a chosen address`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let socket = try StreamSocket(for: SocketAddress(.anyIPv4, port: 0))
    try socket.set(.bindAddressOnly, to: true)
    try socket.bind(to: SocketAddress(IPAddress(127, 0, 0, 77), port: 0))
    #expect(try socket.localAddress().port == 0)
    _ = try socket.connect(to: listener.localAddress())
    try wait(until: .writable, socket.descriptor)
    #expect(try socket.localAddress().address == IPAddress(127, 0, 0, 77))
    #expect(try socket.localAddress().port != 0)
  }

  @Test func `from an address that is not ours is refused at bind`() throws {
    let socket = try StreamSocket(for: SocketAddress(.anyIPv4, port: 0))
    #expect(throws: Errno.addressNotAvailable) { try socket.bind(to: SocketAddress(IPAddress(192, 0, 2, 1), port: 0)) }
  }

  @Test func `the descriptor outlives the socket that gave it up`() throws {
    let pair = try LoopbackPair()
    let server = pair.server
    let descriptor = pair.client.intoDescriptor()
    _ = try server.write("kept")
    let again = StreamSocket(owning: descriptor)
    #expect(try again.next() == .text("kept"))
  }
}
