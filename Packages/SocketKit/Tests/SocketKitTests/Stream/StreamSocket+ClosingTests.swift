import SocketKit
import Testing

@Suite struct `Closing a connection` {
  @Test func `our writing side: the peer sees the end and may still write`() throws {
    let pair = try LoopbackPair()
    _ = try pair.client.write("last")
    try pair.client.shutdown(.writing)
    #expect(try pair.server.next() == .text("last"))
    #expect(try pair.server.next() == .endOfStream)
    #expect(throws: Errno.brokenPipe) { try pair.client.write("more") }
    _ = try pair.server.write("answer")
    #expect(try pair.client.next() == .text("answer"))
    #expect(try pair.client.information().state == .finWait2)
    #expect(try pair.server.information().state == .closeWait)
  }

  @Test func `our reading side: we see the end, the peer sees nothing`() throws {
    let pair = try LoopbackPair()
    try pair.client.shutdown(.reading)
    #expect(try pair.client.found() == .endOfStream)
    #expect(try pair.server.found() == .notReady)
    #expect(try pair.server.write("into the void") == 13)
    #expect(try pair.server.information().state == .established)
    _ = try pair.client.write("still")
    #expect(try pair.server.next() == .text("still"))
  }

  @Test func `our reading side: Linux still gives what comes after it`() throws {
    let pair = try LoopbackPair()
    try pair.client.shutdown(.reading)
    _ = try pair.server.write("late")
    try wait(until: .readable, pair.client.descriptor)
    #expect(try pair.client.found() == .text("late"))
    #expect(try pair.client.found() == .endOfStream)
  }

  @Test func `both sides at once`() throws {
    let pair = try LoopbackPair()
    try pair.client.shutdown(.both)
    #expect(try pair.client.found() == .endOfStream)
    #expect(throws: Errno.brokenPipe) { try pair.client.write("x") }
    #expect(try pair.server.next() == .endOfStream)
  }

  @Test func `of no connection says so`() throws {
    let socket = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    #expect(throws: Errno.notConnected) { try socket.shutdown(.writing) }
  }

  @Test func `by abort: the peer sees a reset, and what was on its way is lost`() throws {
    let pair = try LoopbackPair()
    let server = pair.server
    pair.client.abort()
    #expect(throws: Errno.connectionReset) { try server.next() }
    #expect(throws: Errno.notConnected) { try server.peerAddress() }
    #expect(try server.found() == .endOfStream)
    #expect(try server.information().state == .closed)
  }

  @Test func `by abort: nothing stays behind on the port`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    // From an address of this test's own: on 127.0.0.1 the port may be in TIME-WAIT for whoever used it before.
    let client = try StreamSocket(for: listener.localAddress())
    try client.bind(to: SocketAddress(IPAddress(127, 7, 18, 41), port: 0))
    _ = try client.connect(to: listener.localAddress())
    let server = try listener.nextConnection()
    let ours = try client.localAddress()
    client.abort()
    #expect(throws: Errno.connectionReset) { try server.next() }
    // In TIME-WAIT the address would be taken, without SO_REUSEADDR.
    let again = try StreamSocket(for: ours)
    #expect(throws: Never.self) { try again.bind(to: ours) }
  }

  @Test func `by scope: the peer sees the end, and the port stays taken`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let ours: SocketAddress
    do {
      let client = try StreamSocket.connected(to: listener)
      ours = try client.localAddress()
    }
    let server = try listener.nextConnection()
    #expect(try server.next() == .endOfStream)
    let again = try StreamSocket(for: ours)
    #expect(throws: Errno.addressInUse) { try again.bind(to: ours) }
  }

  @Test func `with octets unread is a reset too`() throws {
    let pair = try LoopbackPair()
    let server = pair.server
    _ = try server.write("never read")
    try wait(until: .readable, pair.client.descriptor)
    try pair.client.intoDescriptor().close()
    #expect(throws: Errno.connectionReset) { try server.next() }
  }

  @Test func `is settled when both FINs are acknowledged, whoever was first`() throws {
    let pair = try LoopbackPair()
    try pair.client.finish()
    #expect(try pair.client.isSettled() == false)
    #expect(try pair.server.next() == .endOfStream)
    #expect(try pair.server.isSettled() == false)
    try pair.server.finish()
    #expect(try pair.client.next() == .endOfStream)
    #expect(try pair.client.isSettled() == true)
    #expect(try pair.server.isSettled() == true)
  }

  @Test func `is not settled but reset when the peer threw something away`() throws {
    let pair = try LoopbackPair()
    let server = pair.server
    _ = try server.write("never read")
    try server.finish()
    try wait(until: .readable, pair.client.descriptor)
    try pair.client.intoDescriptor().close()
    #expect(throws: Errno.connectionReset) { try server.isSettled() }
  }

  @Test func `that is reset says so, and not only that it is gone`() throws {
    let pair = try LoopbackPair()
    let server = pair.server
    pair.client.abort()
    try wait(until: .readable, server.descriptor)
    #expect(throws: Errno.connectionReset) { try server.finish() }
    #expect(throws: Errno.connectionReset) { try server.finish() }
  }
}
