import Inspect
import PacketCodec
import Testing

@Suite struct `Who goes through ports` {
  private func probe(_ port: UInt16, of server: Host = .server) -> Connection {
    Connection(client: .attacker, server: server, ports: (40_000, port))
  }

  @Test(arguments: [true, false]) func `is one alarm, refused or not answered at all`(isRefused: Bool) throws {
    var watch = Watch()
    for port in 1 ... 1000 as ClosedRange<UInt16> {
      watch.see(probe(port).syn)
      if isRefused { watch.see(probe(port).refusal) }
      watch.wait(milliseconds: 5)
    }
    let alert = try watch.onlyAlert()
    #expect(alert.rule == .portScan)
    #expect(alert.source == .host(Host.attacker.address))
    #expect(alert.destination == .host(Host.server.address))
    #expect(alert.detail == .ports(15, of: Host.server.address))
    #expect(watch.inspector.counters.suppressed == 985)
  }

  @Test func `is found though every tenth port answers`() {
    var watch = Watch()
    for port in 1 ... 30 as ClosedRange<UInt16> {
      watch.see(probe(port).syn)
      watch.see(port % 10 == 0 ? probe(port).synAck : probe(port).refusal)
    }
    #expect(watch.rules == [.portScan])
  }

  @Test func `or through hosts, is found by the port`() {
    var watch = Watch()
    for number in 100 ... 130 as ClosedRange<UInt8> { watch.see(probe(22, of: Host(number)).syn) }
    #expect(watch.alerts.map(\.detail) == [.hosts(15, port: 22)])
  }

  @Test func `or through both crosswise, is found by how much he asks for`() {
    var watch = Watch()
    for step in 0 ..< 80 as Range<UInt16> { watch.see(probe(step / 8, of: Host(100 + UInt8(step % 8))).syn) }
    #expect(watch.alerts.map(\.detail) == [.targets(60)])
  }

  @Test(arguments: [[], .finish, [.finish, .push, .urgent]] as [TCPFlags])
  func `with segments that no TCP sends, is found too`(_ flags: TCPFlags) {
    var watch = Watch()
    for port in 1 ... 20 as ClosedRange<UInt16> {
      let header = TCPHeader(
        sourcePort: 40_000, destinationPort: port, sequence: SequenceNumber(1), flags: flags, window: 1024)
      watch.see(Frames.tcp(.attacker, .server, header))
    }
    #expect(watch.rules == [.portScan])
  }

  @Test func `of UDP is told by what is refused`() {
    var watch = Watch()
    for port in 1 ... 20 as ClosedRange<UInt16> {
      let frame = Frames.udp(.attacker, .server, from: 40_000, to: port)
      watch.see(frame)
      watch.see(Frames.portUnreachable(.server, frame, to: .attacker))
    }
    #expect(watch.rules == [.portScan])
  }

  @Test func `slowly, is nobody that this rule knows`() {
    var watch = Watch()
    for port in 1 ... 100 as ClosedRange<UInt16> {
      watch.see(probe(port).syn)
      watch.wait(milliseconds: 1000)
    }
    #expect(watch.rules == [])
  }
}

@Suite struct `Who asks for much and gets it` {
  @Test func `has no alarm, on however many ports`() {
    var watch = Watch()
    for port in 1 ... 200 as ClosedRange<UInt16> {
      var connection = Connection(ports: (40_000, port))
      watch.see(all: connection.opening())
    }
    #expect(watch.rules == [])
  }

  @Test func `has none for one port either, refused a thousand times`() {
    var watch = Watch()
    for port in 20_000 ..< 21_000 as Range<UInt16> {
      let connection = Connection(ports: (port, 80))
      watch.see(connection.syn)
      watch.see(connection.refusal)
    }
    #expect(watch.rules == [])
  }

  @Test func `by UDP without an answer, as traceroute does, has none`() {
    var watch = Watch()
    for port in 33_434 ..< 33_524 as Range<UInt16> {
      let frame = Frames.udp(.client, .server, from: 40_000, to: port)
      watch.see(frame)
      watch.see(Frames.icmp(Host(9), .client, .timeExceeded(code: 0), Array(frame[14 ..< 42])))
    }
    #expect(watch.rules == [])
  }

  /// A resolver's late answers to programs that have ended are refused, and were asked for.
  @Test func `and answers who does not listen any more, has none`() {
    var watch = Watch()
    for port in 40_000 ..< 40_100 as Range<UInt16> {
      watch.see(Frames.udp(.client, .server, from: port, to: 53, [1]))
      let answer = Frames.udp(.server, .client, from: 53, to: port, [2])
      watch.see(answer)
      watch.see(Frames.portUnreachable(.client, answer, to: .server))
    }
    #expect(watch.rules == [])
  }
}
