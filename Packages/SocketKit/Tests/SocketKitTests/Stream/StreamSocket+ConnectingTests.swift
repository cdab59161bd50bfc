import SocketKit
import Testing

@Suite struct `Waiting for a connection` {
  @Test(arguments: [nil, 20] as [Int64?]) func `gives one that is there`(seconds: Int64?) throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let deadline = seconds.map { Timestamp.monotonicNow + $0 * 1_000_000_000 }
    let socket = try StreamSocket.connected(to: listener.localAddress(), until: deadline)
    #expect(try socket.information().state == .established)
  }

  @Test func `says that nobody listens`() throws {
    let address = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress()
    #expect(throws: Errno.connectionRefused) {
      _ = try StreamSocket.connected(to: address, until: nil).descriptor.rawValue
    }
  }

  @Test func `ends at the deadline when nobody answers`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let address = try listener.localAddress()
    // A full queue drops SYNs: one more than the backlog fits.
    let first = try StreamSocket.connected(to: address, until: nil)
    let second = try StreamSocket.connected(to: address, until: nil)
    let start = Timestamp.monotonicNow
    #expect(throws: Errno.timedOut) {
      _ = try StreamSocket.connected(to: address, until: start + 30_000_000).descriptor.rawValue
    }
    #expect(Timestamp.monotonicNow - start >= 30_000_000)
    _ = (first.descriptor.rawValue, second.descriptor.rawValue)
  }
}
