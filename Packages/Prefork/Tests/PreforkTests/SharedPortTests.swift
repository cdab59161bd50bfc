import SocketKit
import Testing

@testable import Prefork

@Suite struct `A port that sockets share` {
  private static let anyPort = SocketAddress(.loopback, port: 0)

  private static func port(of count: Int, sharesPort: Bool = false) throws -> SharedPort {
    let first = try ListeningSocket(on: anyPort, backlog: 16, sharesPort: sharesPort)
    return try SharedPort(first, sharedBy: count, backlog: 16)
  }

  @Test(arguments: [1, 2, 16])
  func `is one for all of them, also when the kernel chose it`(count: Int) throws {
    let port = try Self.port(of: count)
    #expect(port.count == count)
    #expect(port.address.port > 0)
    var numbers: Set<Int32> = []
    for place in 0 ..< count {
      try port.withSocket(place) { socket throws(Errno) in
        #expect(try socket.localAddress() == port.address)
        try ListeningSocket.expect(at: socket.descriptor.rawValue)
      }
      numbers.insert(port.descriptor(place))
    }
    #expect(numbers.count == count)
  }

  @Test func `gives each of them some of the connections`() throws {
    let port = try Self.port(of: 2)
    var accepted = [0, 0]
    for _ in 0 ..< 64 {
      let client = try StreamSocket(for: port.address)
      _ = try client.connect(to: port.address)
      // Loopback: the connection waits in one of the queues when connect returned.
      for place in 0 ..< 2 {
        try port.withSocket(place) { socket throws(Errno) in
          while let _ = try socket.accept() { accepted[place] += 1 }
        }
      }
    }
    #expect(accepted[0] + accepted[1] == 64)
    #expect(accepted[0] > 0 && accepted[1] > 0)
  }

  @Test func `is not shared with who binds it alone, as the next master would`() throws {
    let port = try Self.port(of: 2)
    #expect(throws: Errno.addressInUse) { _ = try ListeningSocket(on: port.address, backlog: 1) }
  }

  @Test func `is free when it is over`() throws {
    let address: SocketAddress
    do { address = try Self.port(of: 3).address }
    _ = try ListeningSocket(on: address, backlog: 1)
  }
}
