import Inspect
import PacketCodec
import Testing

@Suite struct `Resets on an open connection` {
  private var watch = Watch()
  private var connection = Connection()

  init() {
    watch.see(all: connection.opening())
    for _ in 0 ..< 20 {
      watch.see(connection.segment(.client, .push, Array(repeating: 1, count: 1000)))
      watch.see(connection.segment(.server))
    }
  }

  @Test(arguments: [65_535, -70_000, 1 << 20, 1 << 30 + 1]) mutating func `that guess the number are one alarm`(
    step: Int
  ) throws {
    for guess in 1 ... 40 {
      watch.see(connection.segment(.server, .reset, at: connection.there + guess * step))
    }
    #expect(watch.rules == [.blindReset])
    let alert = try watch.onlyAlert()
    #expect(alert.destination == .endpoint(Endpoint(Host.client.address, 50_000)))
    #expect(watch.flows == [])
  }

  @Test mutating func `that guess twice are none yet, and end nothing`() {
    for guess in 1 ... 2 { watch.see(connection.segment(.server, .reset, at: connection.there + guess * 100_000)) }
    watch.see(all: connection.closing())
    #expect(watch.rules == [])
    #expect(watch.flows.map(\.end) == [.closed])
  }

  @Test mutating func `that have the number end it, and are none`() {
    watch.see(connection.segment(.server, .reset, at: connection.there))
    #expect(watch.rules == [])
    #expect(watch.flows.map(\.end) == [.reset])
  }

  /// A server that is gone answers each segment under way with the number that this one acknowledged.
  @Test mutating func `that answer what was under way are none`() {
    let acknowledged = connection.there
    for _ in 0 ..< 10 { watch.see(connection.segment(.server, .push, Array(repeating: 1, count: 1000))) }
    for _ in 0 ..< 10 { watch.see(connection.segment(.server, .reset, at: acknowledged)) }
    #expect(watch.rules == [])
    #expect(watch.flows.map(\.end) == [.reset])
  }

  @Test mutating func `that come again and again are one guess`() {
    for _ in 0 ..< 10 { watch.see(connection.segment(.server, .reset, at: connection.there + 100_000)) }
    #expect(watch.rules == [])
  }
}
