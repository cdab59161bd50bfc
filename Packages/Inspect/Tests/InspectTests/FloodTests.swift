import Inspect
import PacketCodec
import Testing

@Suite struct `Under a flood` {
  private static let small = {
    var limits = Limits()
    limits.flows = 100
    limits.sources = 50
    limits.services = 20
    limits.stations = 30
    limits.datagrams = 10
    limits.matters = 40
    return limits
  }()

  @Test func `of SYNs from everywhere, connections stay, memory has its end, and it is said`() {
    var watch = Watch(limits: Self.small)
    var connection = Connection()
    watch.see(all: connection.opening())
    for number in 0 ..< 5000 as Range<UInt32> {
      watch.see(Connection(client: Host(random: number &* 2_654_435_761), ports: (4000, 80)).syn)
      #expect(watch.inspector.flowCount <= 100)
    }
    watch.see(all: connection.closing())
    #expect(watch.flows.map(\.end) == [.closed])
    #expect(watch.rules == [.synFlood])
    #expect(watch.fullTables == [.sources, .flows])
    #expect(watch.inspector.counters.evicted[.flows] == 4901)
    #expect(watch.inspector.counters.flows == 4902)
  }

  /// A service that answers every SYN must not make its strangers look like connections.
  @Test func `of SYNs that are answered, connections stay`() {
    var watch = Watch(limits: Self.small)
    var connection = Connection()
    watch.see(all: connection.opening())
    for number in 0 ..< 1000 as Range<UInt32> {
      let stranger = Connection(client: Host(random: number), ports: (4000, 80))
      watch.see(stranger.syn)
      watch.see(stranger.synAck)
    }
    watch.see(all: connection.closing())
    #expect(watch.flows.map(\.end) == [.closed])
  }

  @Test func `of connections, the one that rested longest is told and leaves`() {
    var watch = Watch(limits: Self.small)
    for port in 1000 ..< 1101 as Range<UInt16> {
      var connection = Connection(ports: (port, 80))
      watch.see(all: connection.opening())
    }
    #expect(watch.flows.map(\.end) == [.evicted])
    #expect(watch.flows.map(\.tuple.source.port) == [1000])
    #expect(watch.fullTables == [.flows])
  }

  @Test func `of broken frames, each from another sender, alarms have an end and the rest is counted`() {
    var watch = Watch(limits: Self.small)
    for number in 0 ..< 10_000 as Range<UInt32> {
      let header = TCPHeader(
        sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(0), flags: [.synchronize, .finish], window: 0)
      watch.see(Frames.tcp(Host(random: number), .server, header))
    }
    #expect(watch.rules == Array(repeating: .malformed, count: 100))
    #expect(watch.inspector.counters.alerts == 100)
    #expect(watch.inspector.counters.suppressed == 9_900)
    #expect(watch.fullTables == [.matters])
  }

  @Test func `of claims and of pieces, the tables keep their size`() {
    var watch = Watch(limits: Self.small)
    for number in 0 ..< 1000 as Range<UInt32> {
      let stranger = Host(random: number)
      watch.see(Frames.arp(.reply, stranger, target: .client))
      watch.see(
        Frames.piece(.attacker, .server, [1, 2, 3, 4, 5, 6, 7, 8], at: 8, more: true, identification: UInt16(number)))
    }
    #expect(watch.inspector.counters.evicted[.stations] == 970)
    #expect(watch.inspector.counters.evicted[.datagrams] == 990)
    #expect(Set(watch.fullTables) == [.stations, .datagrams])
  }

  @Test func `a matter that rested for a minute is an alarm again, one that did not is none`() {
    var watch = Watch()
    let frame = Array(Frames.arp(.reply, .attacker, target: .server)[..<30])
    for _ in 0 ..< 5 {
      watch.see(frame)
      watch.wait(milliseconds: 59_000)
    }
    #expect(watch.alerts.count == 1)
    watch.wait(milliseconds: 2_000)
    watch.see(frame)
    #expect(watch.alerts.count == 2)
  }

  @Test func `of rules that are off, there is no alarm`() {
    var watch = Watch([:])
    for number in 0 ..< 500 as Range<UInt32> {
      watch.see(Connection(client: .attacker, ports: (4000, UInt16(number))).syn)
      watch.see(Connection(client: Host(random: number), ports: (4000, 80)).syn)
    }
    #expect(watch.rules == [])
  }

  @Test(arguments: [Int64.min, .max]) func `of times from the ends of time, nothing traps`(_ end: Int64) {
    var inspector = Inspector()
    let frames = [
      Connection().syn, Frames.arp(.reply, .server, target: .client), Frames.udp(.client, .server, from: 1, to: 2),
    ]
    for time in [end, 0, end, -1, .max, .min, 1] {
      for frame in frames {
        _ = inspector.receive(frame.span.bytes, linkType: .ethernet, originalCount: frame.count, at: time)
      }
    }
    inspector.finish()
    #expect(inspector.counters.frames == 21)
  }
}
