import Inspect
import PacketCodec
import Testing

@Suite struct `An address that a station claims` {
  @Test(arguments: [ARPOperation.request, .reply])
  func `and another held before, is an alarm`(_ operation: ARPOperation) throws {
    var watch = Watch()
    watch.see(Frames.arp(.reply, .server, target: .client))
    watch.see(Frames.arp(operation, .attacker, holds: Host.server.address, target: .client))
    let alert = try watch.onlyAlert()
    #expect(alert.rule == .arpSpoof)
    #expect(alert.source == .station(Host.attacker.station))
    #expect(alert.destination == .host(Host.server.address))
    #expect(alert.detail == .claimed(Host.server.address, heldBy: Host.server.station))
  }

  @Test func `in turn with its holder, is one alarm`() {
    var watch = Watch()
    for _ in 0 ..< 100 {
      watch.see(Frames.arp(.reply, .server, target: .client))
      watch.see(Frames.arp(.reply, .attacker, holds: Host.server.address, target: .client))
      watch.wait(milliseconds: 1000)
    }
    #expect(watch.rules == [.arpSpoof])
  }

  @Test func `for another station, is an alarm`() {
    var watch = Watch()
    watch.see(Frames.arp(.reply, .server, target: .client, sentBy: Host.attacker.station))
    #expect(watch.alerts.map(\.detail) == [.spokenFor(Host.server.station)])
    #expect(watch.alerts.map(\.source) == [.station(Host.attacker.station)])
  }

  @Test func `is none, as often as its holder says so`() {
    var watch = Watch()
    for _ in 0 ..< 100 {
      watch.see(Frames.arp(.request, .client, target: .server))
      watch.see(Frames.arp(.reply, .server, target: .client))
    }
    #expect(watch.rules == [])
  }

  @Test func `and another held half an hour ago, is none`() {
    var watch = Watch()
    watch.see(Frames.arp(.reply, .server, target: .client))
    watch.wait(milliseconds: 1_800_000)
    watch.see(Frames.arp(.reply, .attacker, holds: Host.server.address, target: .client))
    #expect(watch.rules == [])
  }

  /// Several stations may look at once whether an address is free.
  @Test func `only by a probe, is none`() {
    var watch = Watch()
    for host in [Host.client, .server, .attacker] {
      watch.see(Frames.arp(.request, host, holds: .any, target: Host(9)))
    }
    #expect(watch.rules == [])
  }
}
