import Glibc
import SocketKit
import Testing

@testable import LabKit

@Suite struct `A note on a network that stays` {
  private let network = StandingNetwork(
    name: "lab", keeper: 4711, keeperStart: 99,
    hosts: [
      .init(name: "client", address: "10.77.0.1/24", descriptor: 5),
      .init(name: "server", address: "10.77.0.2/24", descriptor: 6),
    ])

  @Test func `is the network again when it is read`() {
    #expect(StandingNetwork(note: Array(network.note.utf8)) == network)
    #expect(!network.note.contains("\n"))
  }

  @Test func `leads to a host's namespace`() {
    #expect(network.namespacePath(of: network.hosts[1]) == "/proc/4711/fd/6")
  }

  @Test(arguments: [
    "", "[]", #"{"name":"lab"}"#, #"{"name":"lab","keeper":1,"keeper_start":9,"hosts":[]}"#,
    #"{"name":"lab","keeper":-1,"keeper_start":9,"hosts":[]}"#,
    #"{"name":"lab","keeper":4294967298,"keeper_start":9,"hosts":[]}"#,
    #"{"name":"lab","keeper":5,"keeper_start":-9,"hosts":[]}"#,
    #"{"name":"lab","keeper":5,"keeper_start":9,"hosts":5}"#,
    #"{"name":5,"keeper":5,"keeper_start":9,"hosts":[]}"#,
  ])
  func `is none when it lacks something, or names a keeper that nobody may signal`(note: String) {
    #expect(StandingNetwork(note: Array(note.utf8)) == nil)
  }

  @Test func `passes over hosts that are none`() {
    let note =
      #"{"name":"lab","keeper":5,"keeper_start":9,"hosts":[{"name":"a"},5,{"name":"b","address":"c","descriptor":7}]}"#
    #expect(StandingNetwork(note: Array(note.utf8))?.hosts == [.init(name: "b", address: "c", descriptor: 7)])
  }

  @Test(arguments: 1 ... 20) func `never traps when it is mutated`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0 ..< 100 {
      var octets = Array(network.note.utf8)
      for _ in 0 ..< 3 {
        octets[Int.random(in: 0 ..< octets.count, using: &random)] = UInt8.random(in: 0 ... 255, using: &random)
      }
      guard let read = StandingNetwork(note: octets) else { continue }
      #expect(StandingNetwork(note: Array(read.note.utf8)) == read)
    }
  }

  @Test func `is up while its keeper lives, and not another process of its number`() throws {
    let own = try #require(ProcessStart(of: getpid())).ticks
    #expect(StandingNetwork(name: "lab", keeper: getpid(), keeperStart: own, hosts: []).isUp)
    #expect(!StandingNetwork(name: "lab", keeper: getpid(), keeperStart: own + 1, hosts: []).isUp)
    #expect(!StandingNetwork(name: "lab", keeper: .max, keeperStart: own, hosts: []).isUp)
  }
}
