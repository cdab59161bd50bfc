import Inspect
import PacketCodec
import Testing

@Suite struct `Handshakes that nobody ends` {
  private func ask(_ number: UInt32, from client: Host) -> Connection {
    Connection(client: client, ports: (UInt16(truncatingIfNeeded: 1024 + number), 80))
  }

  @Test func `from everywhere are one alarm about the service`() throws {
    var watch = Watch()
    for number in 0 ..< 2000 as Range<UInt32> {
      watch.see(ask(number, from: Host(random: number &* 2_654_435_761)).syn)
    }
    let alert = try watch.onlyAlert()
    #expect(alert.rule == .synFlood)
    #expect(alert.source == .many)
    #expect(alert.destination == .endpoint(Endpoint(Host.server.address, 80)))
    #expect(alert.detail == .halfOpen(256))
  }

  @Test func `from one host name it, though the service answers`() throws {
    var watch = Watch()
    for number in 0 ..< 300 as Range<UInt32> {
      watch.see(ask(number, from: .attacker).syn)
      watch.see(ask(number, from: .attacker).synAck)
    }
    #expect(watch.rules == [.synFlood])
    let alert = try watch.onlyAlert()
    #expect(alert.source == .host(Host.attacker.address))
  }

  @Test func `are not those that end, however many`() {
    var watch = Watch()
    for number in 0 ..< 5000 as Range<UInt32> {
      var connection = ask(number, from: .client)
      watch.see(all: connection.opening())
    }
    #expect(watch.rules == [])
  }

  /// One of two numbers that lie opposite is always ahead of any other.
  @Test func `are not ended by a guess from outside, nor by the reset that it draws`() throws {
    var watch = Watch()
    for number in 0 ..< 300 as Range<UInt32> {
      let connection = ask(number, from: .attacker)
      watch.see(all: [connection.syn, connection.synAck])
      for guess in [0, 1 << 31 as UInt32] {
        watch.see(connection.segment(.client, at: connection.here + 1, acknowledging: SequenceNumber(guess)))
        watch.see(connection.segment(.server, .reset, at: SequenceNumber(guess), acknowledging: SequenceNumber(0)))
      }
    }
    let alert = try #require(watch.alerts.first { $0.rule == .synFlood })
    #expect(alert.detail == .halfOpen(256))
  }

  @Test func `are not those that are refused`() {
    var watch = Watch()
    for number in 0 ..< 1000 as Range<UInt32> {
      watch.see(ask(number, from: .client).syn)
      watch.see(ask(number, from: .client).refusal)
    }
    #expect(watch.rules == [])
  }

  @Test func `are not one that is asked again and again`() {
    var watch = Watch()
    for _ in 0 ..< 1000 { watch.see(ask(1, from: .client).syn) }
    #expect(watch.rules == [])
  }

  @Test func `are as many as somebody said`() {
    var watch = Watch([.synFlood: Threshold(count: 3, seconds: 1)])
    for number in 0 ..< 2 as Range<UInt32> { watch.see(ask(number, from: .client).syn) }
    #expect(watch.rules == [])
    watch.see(ask(2, from: .client).syn)
    #expect(watch.rules == [.synFlood])
  }
}
