import PacketCodec
import Testing

@testable import UStack

@Suite struct `A receive buffer that is tuned` {
  /// A round trip of 50 ms.
  private let wire = {
    var wire = WireConditions()
    wire.latency = .milliseconds(25)
    return wire
  }()

  /// A pair whose server has this buffer, and whose client writes `count` octets.
  private func pair(_ buffer: ConnectionOptions.ReceiveBuffer, writing count: Int) throws -> (Pair, ConnectionID) {
    var (client, server) = (ConnectionOptions(), ConnectionOptions())
    client.sendBuffer = count
    server.receiveBuffer = buffer
    var (pair, id, accepted) = try Pair.connected(wire, client: client, server: server)
    pair.recordsSegments = false
    let text = [UInt8](repeating: 7, count: count)
    #expect(pair[.client].write(id, text.span.bytes, now: pair.now) == count)
    return (pair, accepted)
  }

  private func limit(_ pair: Pair, _ id: ConnectionID) throws -> Int {
    let slot = try #require(pair[.server].slot(of: id))
    return pair[.server].slots[slot].endpoint.receiver.limit
  }

  /// How long it takes until all is read, by somebody who is always there.
  private func time(_ buffer: ConnectionOptions.ReceiveBuffer) throws -> (Interval, Int) {
    let count = 2 << 20
    var (pair, id) = try pair(buffer, writing: count)
    let start = pair.now
    var got = 0
    #expect(
      pair.run {
        got += $0.readAll(.server, id).count
        return got == count
      })
    return (pair.now - start, try limit(pair, id))
  }

  @Test func `grows to what travels in a round trip, and a fixed one throttles its peer`() throws {
    let (slow, small) = try time(.fixed(16_384))
    let (quick, large) = try time(.tuned(from: 16_384, upTo: 1 << 20))
    #expect(small == 16_384 && large > 300_000)
    #expect(slow > .seconds(6) && quick < .seconds(1), "\(slow), \(quick)")
  }

  @Test func `grows to its limit and no further`() throws {
    #expect(try time(.tuned(from: 16_384, upTo: 100_000)).1 == 100_000)
  }

  @Test func `stays as it is where nobody reads`() throws {
    var (pair, id) = try pair(.tuned(from: 16_384, upTo: 1 << 20), writing: 1 << 20)
    pair.pass(.seconds(30))
    #expect(try limit(pair, id) == 16_384)
    // A step of the window field more: what was promised is taken.
    #expect(pair[.server].readable(id) <= 16_384 + 32)
    #expect((pair[.server].information(id)?.memory ?? 0) <= 2 * 16_384)
  }

  @Test func `stays as it is for a reader who empties it now and then`() throws {
    var (pair, id) = try pair(.tuned(from: 16_384, upTo: 1 << 20), writing: 1 << 20)
    for _ in 0 ..< 20 {
      pair.pass(.seconds(1))
      #expect(!pair.readAll(.server, id).isEmpty)
    }
    #expect(try limit(pair, id) < 32_768)
  }
}
