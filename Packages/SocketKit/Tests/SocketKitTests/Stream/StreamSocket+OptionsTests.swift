import SocketKit
import Testing

@Suite struct `What a socket is told` {
  private static func socket() throws(Errno) -> StreamSocket {
    try StreamSocket(for: SocketAddress(.loopback, port: 0))
  }

  @Test(arguments: [StreamSocket.Linger.inBackground, .seconds(0), .seconds(7)])
  func `about lingering it repeats`(linger: StreamSocket.Linger) throws {
    let socket = try Self.socket()
    #expect(try socket.option(.linger) == .inBackground)
    try socket.set(.linger, to: linger)
    #expect(try socket.option(.linger) == linger)
  }

  @Test func `about congestion control it repeats`() throws {
    let socket = try Self.socket()
    try socket.setCongestionControl("reno")
    #expect(try socket.congestionControl() == "reno")
    #expect(throws: Errno.noSuchFile) { try socket.setCongestionControl("nobody") }
    #expect(throws: Errno.invalidArgument) { try socket.setCongestionControl("") }
    #expect(try socket.congestionControl() == "reno")
  }

  @Test func `a value that the kernel does not take is an error`() throws {
    let socket = try Self.socket()
    #expect(throws: Errno.invalidArgument) { try socket.set(.keepAliveProbes, to: 1000) }
    #expect(throws: Errno.invalidArgument) { try socket.set(.maximumSegmentSize, to: .max) }
    #expect(throws: Errno.invalidArgument) { try socket.set(.userTimeout, to: .milliseconds(-5)) }
  }
}

@Suite struct `What the kernel knows of a connection` {
  @Test func `counts octets acknowledged and received`() throws {
    let pair = try LoopbackPair()
    _ = try pair.client.write("0123456789")
    #expect(try pair.server.next(octets: 10) == "0123456789")
    // The answer brings the acknowledgment of what it answers.
    _ = try pair.server.write("abc")
    #expect(try pair.client.next(octets: 3) == "abc")
    let client = try pair.client.information()
    #expect(client.state == .established)
    #expect(client.octetsAcknowledged == 11, "our SYN counts")
    #expect(client.octetsReceived == 3, "the peer's SYN does not")
    #expect(client.octetsNotSent == 0)
    #expect(client.segmentsInFlight == 0)
    #expect(client.retransmittedSegments == 0)
    #expect(client.congestionState == .open)
    #expect(client.sendMaximumSegmentSize > 500)
    #expect(client.congestionWindowSegments >= 1)
    #expect(client.roundTripMicroseconds > 0)
    #expect(client.retransmissionTimeoutMicroseconds >= 200_000)
    let server = try pair.server.information()
    #expect(server.octetsReceived == 10)
    #expect(server.segmentsReceived >= 2)
  }

  @Test func `counts FINs`() throws {
    let pair = try LoopbackPair()
    try pair.client.shutdown(.writing)
    #expect(try pair.server.next() == .endOfStream)
    try pair.server.shutdown(.writing)
    #expect(try pair.client.next() == .endOfStream)
    let server = try pair.server.information()
    #expect(server.state == .closed)
    #expect(server.octetsReceived == 1)
    #expect(server.octetsAcknowledged == 1, "our FIN; the SYN of who accepted does not count")
  }

  @Test func `before a connection says closed`() throws {
    let socket = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    #expect(try socket.information().state == .closed)
    #expect(try socket.information().octetsAcknowledged == 0)
  }

  @Test func `is nothing for what is no TCP socket`() throws {
    let socket = StreamSocket(owning: try FileDescriptor.open("/dev/null", .read))
    #expect(throws: Errno(rawValue: 88)) { try socket.information() }
  }
}
