import PacketCodec
import Testing

@testable import UStack

@Suite struct `A window that stays closed` {
  private static func closed() throws -> (pair: Pair, client: ConnectionID, server: ConnectionID) {
    var small = ConnectionOptions()
    small.receiveBuffer = .fixed(4096)
    var (pair, client, server) = try Pair.connected(server: small)
    let now = pair.now
    let text = `A transfer`.pattern(10_000)
    let written = pair[.client].write(client, text.span.bytes, now: now)
    #expect(written == 10_000)
    return (pair, client, server)
  }

  /// Shows: RFC 9293 MUST-36, MUST-37.
  @Test func `is probed as long as the probes are answered`() throws {
    var (pair, client, server) = try Self.closed()
    pair.pass(.seconds(10 * 3600))
    #expect(pair.state(.client, client) == .established)
    var got: [UInt8] = []
    let came = pair.run { pair in
      got += pair.readAll(.server, server)
      return got.count == 10_000
    }
    #expect(came)
    #expect(got == `A transfer`.pattern(10_000))
  }

  @Test func `ends the connection when nobody answers the probes`() throws {
    var (pair, client, _) = try Self.closed()
    pair.pass(.seconds(5))
    pair.drops = { side, _, _ in side == .server }
    pair.pass(.seconds(3600))
    #expect(pair.state(.client, client) == .closed)
    #expect(pair[.client].closeReason(of: client) == .timedOut)
  }
}
