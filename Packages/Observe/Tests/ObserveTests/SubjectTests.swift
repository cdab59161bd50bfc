import SocketKit
import Testing

@testable import Observe

@Suite struct `What a question is about` {
  private let sockets = [
    Scene.listener(), Scene.accepted(place: 1), Scene.connected(place: 1), Scene.accepted(place: 2, held: false),
    SocketSnapshot(
      local: SocketAddress("[::]:80")!, remote: SocketAddress("[::]:0")!, state: .listen,
      queue: .connections(waiting: 0, limit: 1), inode: 901, cookie: 901),
    SocketSnapshot(
      local: SocketAddress("[2001:db8::1]:50000")!, remote: SocketAddress("[2001:db8::2]:80")!, state: .timeWait,
      cookie: 5),
  ]
  private var owners: SocketOwners {
    SocketOwners([
      SocketOwner(inode: 900, process: 7, descriptor: 3, command: "server"),
      SocketOwner(inode: 1, process: 7, descriptor: 4, command: "server"),
      SocketOwner(inode: 1_000_001, process: 8, descriptor: 3, command: "client"),
      SocketOwner(inode: 901, process: 9, descriptor: 3, command: "other"),
    ])
  }

  private func cookies(_ subject: Subject) -> [UInt64] { subject.select(sockets, owners).map(\.cookie) }

  @Test func `is a port at either end`() {
    #expect(Subject.port(80).query.port == .either(80))
    #expect(cookies(.port(80)).count == sockets.count)
  }

  @Test func `is a place at either end, with the listeners that cover it`() {
    #expect(cookies(.places([Scene.server])) == [900, 1, 1_000_001, 2, 901])
    #expect(cookies(.places([SocketAddress("[2001:db8::2]:80")!])) == [901, 5])
  }

  @Test func `is one connection, in either order`() {
    let one = sockets[1]
    #expect(cookies(.connection(one.local, one.remote)) == [900, 1, 1_000_001, 901])
    #expect(cookies(.connection(one.remote, one.local)) == [900, 1, 1_000_001, 901])
  }

  @Test func `is what a process holds, the other ends, and what waits for it`() {
    #expect(cookies(.process(7)) == [900, 1, 1_000_001, 2])
    // Also the listener to which a client leads, and its queue: that it takes no more is why the client waits.
    #expect(cookies(.process(8)) == [900, 1, 1_000_001, 2, 901])
    #expect(cookies(.process(9)) == [2, 901])
    #expect(cookies(.process(10)) == [])
  }
}
