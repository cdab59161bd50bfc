import SocketKit
import Testing

@Suite("gotcp-arp", .enabled(if: StackWire.isPossible, StackWire.needs))
struct GotcpArpTests {
  private let wire: StackWire

  init() throws { wire = try StackWire() }

  private func arp(_ words: [String]) throws -> Outcome { try wire.run("gotcp-arp", words) }

  /// The far interface's station, as ip(8) has it.
  private func farStation() throws -> String {
    let words = try wire.machine.succeed(wire.far(["ip", "-o", "link", "show", "far"])).split(separator: " ")
    let place = try #require(words.firstIndex(of: "link/ether"))
    return String(words[place + 1])
  }

  @Test(arguments: [StackWire.own, StackWire.borrowed]) func `says which station has an address, and remembers it`(
    _ place: [String]
  ) throws {
    let outcome = try arp(place + ["-d", "10.5.0.2"])
    #expect(outcome.status == 0 && outcome.errorText == "")
    let events = ToldEvent.all(in: outcome.outputText)
    #expect(events.map(\.name) == ["reply", "cached"])
    for event in events { #expect(try event["address"] == "10.5.0.2" && event["mac"] == farStation()) }
    #expect(Double(events[0]["rtt_us"] ?? "") ?? 0 > 0)
  }

  @Test func `says no where nobody has it`() throws {
    let outcome = try arp(StackWire.own + ["-d", "10.5.0.99"])
    #expect(outcome.status == 1 && outcome.outputText == "missing address=10.5.0.99\n")
  }

  @Test func `finds an address free or taken, and does not take it`() throws {
    let log = ["--pcap", "/run/arp.pcapng"]
    let free = try arp(["-i", "near", "--address", "10.5.0.7/24", "--probe"] + log)
    #expect(free.status == 0 && free.outputText == "free address=10.5.0.7\n")
    let dump = try RunningProgram.run(["tcpdump", "-n", "-r", wire.machine.outside("/run/arp.pcapng"), "arp"])
    #expect(dump.outputText.components("who-has 10.5.0.7 ") == 3, "\(dump)")
    #expect(dump.outputText.components("tell 10.5.0.7") == 0)

    let taken = try arp(["-i", "near", "--address", "10.5.0.2/24", "--probe"])
    #expect(taken.status == 1)
    #expect(try taken.outputText == "conflict address=10.5.0.2 mac=\(farStation())\n")
  }

  @Test func `announces an address twice`() throws {
    let outcome = try arp(StackWire.own + ["--announce", "--pcap", "/run/arp.pcapng"])
    #expect(outcome.status == 0 && outcome.outputText.hasPrefix("announced address=10.5.0.7 mac="))
    let dump = try RunningProgram.run(["tcpdump", "-n", "-r", wire.machine.outside("/run/arp.pcapng"), "arp"])
    #expect(dump.outputText.components("who-has 10.5.0.7 tell 10.5.0.7") == 2, "\(dump)")
  }

  @Test func `wants to know what it is for`() throws {
    #expect(try arp(StackWire.own).status == 64)
    #expect(try arp(StackWire.borrowed + ["--probe"]).status == 64)
    #expect(try arp(StackWire.own + ["--probe", "-d", "10.5.0.2"]).status == 64)
  }
}
