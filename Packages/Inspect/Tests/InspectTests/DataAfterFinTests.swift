import Inspect
import PacketCodec
import Testing

@Suite struct `Behind a FIN` {
  private var watch = Watch()
  private var connection = Connection()

  init() {
    watch.see(all: connection.opening())
    watch.see(connection.segment(.client, .push, Array(repeating: 1, count: 1000)))
  }

  @Test mutating func `more octets are one alarm`() throws {
    watch.see(connection.segment(.client, .finish))
    for _ in 0 ..< 5 { watch.see(connection.segment(.client, .push, [1, 2, 3])) }
    let alert = try watch.onlyAlert()
    #expect(alert.rule == .dataAfterFin)
    #expect(alert.source == .endpoint(Endpoint(Host.client.address, 50_000)))
    #expect(alert.detail == .octetsAfterFin(3))
  }

  @Test mutating func `the other end's octets are none`() {
    watch.see(connection.segment(.client, .finish))
    for _ in 0 ..< 50 { watch.see(connection.segment(.server, .push, Array(repeating: 1, count: 1000))) }
    #expect(watch.rules == [])
  }

  @Test mutating func `what stood before it, sent again, is none`() {
    let before = connection.here + -1000
    watch.see(connection.segment(.client, .finish))
    watch.see(connection.segment(.client, .push, Array(repeating: 1, count: 1000), at: before))
    watch.see(connection.segment(.client, [.finish, .push], Array(repeating: 1, count: 1000), at: before))
    #expect(watch.rules == [])
  }

  @Test mutating func `a keep-alive of one octet is none`() {
    watch.see(connection.segment(.client, .finish))
    watch.see(connection.segment(.client, [], [0], at: connection.here + -1))
    #expect(watch.rules == [])
  }

  @Test mutating func `the same ports begin again without one`() {
    watch.see(all: connection.closing())
    var next = Connection(here: connection.here + 5000, there: SequenceNumber(77))
    watch.see(all: next.opening())
    watch.see(next.segment(.client, .push, Array(repeating: 1, count: 1000)))
    #expect(watch.rules == [])
    watch.finish()
    #expect(watch.flows.map(\.end) == [.closed, .watched])
  }
}
