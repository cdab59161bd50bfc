import PacketCodec
import Testing

@testable import UStack

@Suite struct `The memory of connections without text` {
  @Test func `stays while they talk, and is given back a second later`() throws {
    var (pair, client, server) = try Pair.connected(WireConditions(latency: .microseconds(10)))
    pair.say(1000, from: client, to: server)
    let memory = pair.memory
    #expect(memory > 0)
    pair.say(1000, from: client, to: server)
    #expect(pair.memory == memory)
    pair.pass(TCP.idleTime)
    #expect(pair.memory == 0)
    #expect(pair[.client].deadline == nil && pair[.server].deadline == nil)
  }

  @Test func `is less than two kibibytes where they are idle, with what finds them`() {
    // A name that leads to it, at the dictionary's load of three quarters at least; its timer; its marks in four lines.
    let index = MemoryLayout<FourTuple>.stride + MemoryLayout<Int>.stride
    let lines = MemoryLayout<Int32>.stride * 2 + MemoryLayout<Instant>.stride * 2 + 4
    #expect(MemoryLayout<TCP.Slot>.stride + index * 8 / 3 + lines < 2048)
  }

  @Test func `is kept by so many at a time`() throws {
    var pair = Pair(WireConditions(latency: .microseconds(10)), seed: 1)
    let listener = try pair[.server].listen(at: TransportAddress(.any, Pair.port), options: ConnectionOptions())
    var connections = 0
    while connections < TCP.idleLimit + 10 {
      let client = try pair[.client].connect(
        to: TransportAddress(Pair.serverAddress, Pair.port), from: TransportAddress(Pair.clientAddress, 0),
        options: ConnectionOptions(), now: pair.now)
      pair.pass(.milliseconds(1))
      let server = try #require(pair[.server].accept(listener)?.connection)
      pair.say(100, from: client, to: server)
      connections += 1
    }
    let keepers = pair[.server].slots.count { $0.endpoint.receiver.memory > 0 }
    #expect(keepers == TCP.idleLimit)
  }
}

extension Pair {
  /// Octets behind the buffers of both.
  fileprivate var memory: Int {
    Pair.Side.allCases.reduce(0) { sum, side in
      self[side].slots.reduce(sum) { $0 + $1.endpoint.sender.buffer.memory + $1.endpoint.receiver.memory }
    }
  }

  /// Text goes over and is read.
  fileprivate mutating func say(_ count: Int, from client: ConnectionID, to server: ConnectionID) {
    let now = self.now
    _ = self[.client].write(client, [UInt8](repeating: 7, count: count).span.bytes, now: now)
    pass(.milliseconds(1))
    let read = [UInt8](capacity: 2 * count) { _ = self[.server].read(server, into: &$0, now: now) }
    #expect(read.count == count)
    pass(.milliseconds(1))
  }
}
