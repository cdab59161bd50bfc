import PacketCodec
import Testing

@testable import UStack

@Suite struct `A transfer` {
  static func pattern(_ count: Int) -> [UInt8] {
    (0 ..< count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
  }

  /// Sends `text` from client to server, then closes both ways; what the server got.
  static func transfer(_ text: [UInt8], _ conditions: WireConditions, seed: UInt64) throws -> (
    got: [UInt8], pair: Pair, ended: Bool
  ) {
    var (pair, client, server) = try Pair.connected(conditions, seed: seed)
    pair.recordsSegments = false
    var written = 0
    var got: [UInt8] = []
    var serverClosed = false
    var clientClosed = false
    let ended = pair.run(until: .seconds(3600)) { pair in
      let now = pair.now
      if written < text.count {
        written += pair[.client].write(client, text.span.bytes.extracting(written ..< text.count), now: now)
        if written == text.count { pair[.client].finish(client, now: now) }
      }
      got += pair.readAll(.server, server)
      if !serverClosed, pair.state(.server, server) == .closeWait {
        pair[.server].close(server, now: now)
        serverClosed = true
      }
      if !clientClosed, serverClosed, pair.state(.client, client) == .timeWait {
        pair[.client].close(client, now: now)
        clientClosed = true
      }
      return clientClosed && pair[.server].count == 0
    }
    return (got, pair, ended)
  }

  @Test func `arrives whole, and both ends come to their end`() throws {
    let text = Self.pattern(300_000)
    let (got, pair, ended) = try Self.transfer(text, WireConditions(), seed: 1)
    #expect(ended)
    #expect(got == text)
    #expect(pair[.server].count == 0)
  }

  @Test(arguments: 0 ..< 60)
  func `arrives whole over a wire that loses, reorders, duplicates and corrupts`(seed: Int) throws {
    var conditions = WireConditions()
    conditions.lossPerMillion = [0, 10_000, 50_000, 200_000][seed % 4]
    conditions.reorderPerMillion = [0, 100_000][seed / 4 % 2]
    conditions.duplicatePerMillion = [0, 50_000][seed / 8 % 2]
    conditions.corruptPerMillion = [0, 50_000][seed / 16 % 2]
    let text = Self.pattern(100_000)
    let (got, _, ended) = try Self.transfer(text, conditions, seed: UInt64(seed))
    #expect(ended, "seed \(seed) hangs")
    #expect(got == text, "seed \(seed) \(got.count)")
  }
}
