import SocketKit
import Testing

@testable import Observe

@Suite struct `A socket's message` {
  private func decode(_ script: NetlinkScript) throws -> SocketSnapshot {
    var reader = DumpReader(sequence: 1, limit: 1)
    var sockets: [SocketSnapshot] = []
    try reader.read(script.octets.span.bytes, into: &sockets)
    return try #require(sockets.first)
  }

  private func decode(_ message: SocketOctets) throws -> SocketSnapshot {
    var script = NetlinkScript()
    script.socket(message)
    return try decode(script)
  }

  @Test func `gives each field its place`() throws {
    var message = SocketOctets()
    message.timer = 1
    message.expires = 204
    message.retransmissions = 2
    message.received = 30
    message.unacknowledged = 40
    #expect(
      try decode(message)
        == SocketSnapshot(
          local: #require(SocketAddress("127.0.0.1:80")), remote: #require(SocketAddress("127.0.0.2:8080")),
          state: .established, timer: SocketTimer(.retransmission, expiresMilliseconds: 204), retransmissions: 2,
          queue: .octets(received: 30, unacknowledged: 40), user: 1000, inode: 4711, cookie: 0x0123_4567_89AB_CDEF))
  }

  @Test func `of a listener has connections in its queue`() throws {
    var message = SocketOctets()
    message.state = TCPSocketState.listen.rawValue
    message.received = 3
    message.unacknowledged = 128
    #expect(try decode(message).queue == .connections(waiting: 3, limit: 128))
  }

  @Test func `of a half-open connection is SYN_RECV, whatever the kernel keeps for it`() throws {
    var message = SocketOctets()
    message.state = TCPSocketState.newSynReceived.rawValue
    #expect(try decode(message).state == .synReceived)
  }

  @Test func `with IPv4 inside IPv6 has IPv4 addresses`() throws {
    var message = SocketOctets()
    message.family = 10
    message.local = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 1]
    #expect(try decode(message).local.description == "192.0.2.1:80")
  }

  @Test func `with a link-local address names its interface, another does not`() throws {
    var message = SocketOctets()
    message.family = 10
    message.interface = 3
    message.local = [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    message.remote = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    let socket = try decode(message)
    #expect(socket.local.description == "[fe80::1%3]:80")
    #expect(socket.remote.description == "[2001:db8::1]:8080")
  }

  @Test func `has the name and the account that its attributes carry`() throws {
    // Round-trip time at 68, window at 80, congestion state at 1, as in struct tcp_info; cut after the window.
    var account = [UInt8](repeating: 0, count: 84)
    (account[0], account[1], account[69], account[80]) = (1, 4, 2, 10)
    var script = NetlinkScript()
    script.socket(attributes: [(.unknown, [1, 2, 3]), (.congestion, Array("cubic\0".utf8)), (.information, account)])
    let socket = try decode(script)
    #expect(socket.congestionAlgorithm == "cubic")
    #expect(socket.information?.roundTripMicroseconds == 512)
    #expect(socket.information?.congestionWindowSegments == 10)
    #expect(socket.information?.congestionState == .loss)
    #expect(socket.information?.segmentsSent == 0)
  }

  @Test(arguments: [(0, "nothing"), (3, "TIME_WAIT"), (9, "something new")] as [(UInt8, String)])
  func `has the timer that runs`(number: UInt8, what: String) throws {
    var message = SocketOctets()
    message.timer = number
    message.expires = 60_000
    let expected: SocketTimer? =
      switch number {
      case 0: nil
      case 3: SocketTimer(.timeWait, expiresMilliseconds: 60_000)
      default: SocketTimer(.other(number), expiresMilliseconds: 60_000)
      }
    #expect(try decode(message).timer == expected)
  }

  @Test func `of another family or in no state of TCP's is malformed`() {
    var family = SocketOctets()
    family.family = 1
    #expect(throws: SocketDiagnosisError.malformed(.family, at: 16)) { try decode(family) }
    var state = SocketOctets()
    state.state = 99
    #expect(throws: SocketDiagnosisError.malformed(.state, at: 16)) { try decode(state) }
  }

  @Test func `shorter than its fixed part is malformed`() {
    var script = NetlinkScript()
    script.message(.socket, [UInt8](repeating: 0, count: 71))
    #expect(throws: SocketDiagnosisError.malformed(.socket, at: 16)) { try decode(script) }
  }

  @Test(arguments: [0, 3, 9, .max] as [UInt16])
  func `with an attribute that lies about its length is malformed`(length: UInt16) {
    var script = NetlinkScript()
    script.socket(attributes: [(.congestion, [0x61, 0, 0, 0])], length: length)
    #expect(throws: SocketDiagnosisError.malformed(.attributeLength, at: 88)) { try decode(script) }
  }
}
