import Glibc
import SocketKit
import Testing

@Suite("gotcp-ping", .enabled(if: StackWire.isPossible, StackWire.needs))
struct GotcpPingTests {
  private let wire: StackWire

  init() throws { wire = try StackWire() }

  private func ping(_ words: [String]) throws -> Outcome {
    try wire.run("gotcp-ping", ["--interval", "10ms"] + words)
  }

  @Test(arguments: [StackWire.own, StackWire.borrowed]) func `has its echoes back from the kernel`(
    _ place: [String]
  ) throws {
    let outcome = try ping(place + ["-d", "10.5.0.2", "-c", "3"])
    #expect(outcome.status == 0 && outcome.errorText == "")
    let events = ToldEvent.all(in: outcome.outputText)
    #expect(events.map(\.name) == ["reply", "reply", "reply", "summary"])
    #expect(events.prefix(3).map { $0["seq"] } == ["1", "2", "3"])
    for reply in events.prefix(3) {
      #expect(reply["octets"] == "64" && reply["from"] == "10.5.0.2" && reply["ttl"] == "64")
      #expect(Double(reply["rtt_us"] ?? "") ?? 0 > 0)
    }
    #expect(events[3]["sent"] == "3" && events[3]["received"] == "3" && events[3]["lost_percent"] == "0.0")
    #expect(try wire.tables() == [])
  }

  @Test(.enabled(if: StackWire.hasTap, "needs /dev/net/tun")) func `has them over a TAP`() throws {
    try wire.tap()
    let outcome = try ping(["--tap", "tp0", "--address", "10.6.0.7/24", "-d", "10.6.0.1", "-c", "2"])
    #expect(outcome.status == 0 && outcome.outputText.components("reply ") == 2, "\(outcome)")
    let refused = try ping(["--tap", "tp0", "-d", "10.6.0.1", "-c", "1"])
    #expect(refused.status == 64 && refused.errorText.contains("needs --address"))
  }

  @Test func `has datagrams back that went in pieces, and none that must not be cut`() throws {
    let pieces = try ping(StackWire.own + ["-d", "10.5.0.2", "-c", "2", "-s", "4000"])
    #expect(pieces.status == 0 && pieces.outputText.components("octets=4008") == 2, "\(pieces)")
    let whole = try ping(StackWire.own + ["-d", "10.5.0.2", "-c", "2", "-s", "4000", "--df"])
    #expect(whole.status == 1)
    #expect(ToldEvent.all(in: whole.outputText).map(\.name) == ["error", "error", "summary"])
  }

  @Test func `ends in bounded time where nobody is, and says no`() throws {
    let start = Timestamp.monotonicNow
    let outcome = try ping(StackWire.own + ["-d", "10.5.0.99", "-c", "2", "-W", "200ms"])
    #expect(Timestamp.monotonicNow - start < 10_000_000_000)
    #expect(outcome.status == 1)
    let summary = "summary sent=2 received=0 lost_percent=100.0\n"
    #expect(outcome.outputText == "timeout seq=1\ntimeout seq=2\n" + summary)
  }

  @Test func `tells what a router says who cannot go on`() throws {
    let outcome = try ping(StackWire.own + ["--gateway", "10.5.0.2", "-d", "10.5.0.2", "-c", "1", "-t", "1"])
    #expect(outcome.status == 0)
    try wire.machine.succeed(wire.far(["sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"]))
    let far = try ping(StackWire.own + ["--gateway", "10.5.0.2", "-d", "192.0.2.1", "-c", "1"])
    #expect(far.status == 1)
    let error = try #require(ToldEvent.all(in: far.outputText).first)
    #expect(error.name == "error" && error["from"] == "10.5.0.2" && error["seq"] == "1", "\(far)")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `ends with its summary when it is told to`(_ signal: CInt) throws {
    var ping = try wire.start("gotcp-ping", StackWire.own + ["-d", "10.5.0.2", "--interval", "10ms"])
    _ = try ping.skip(to: "reply")
    try wire.machine.send(signal, to: "gotcp-ping")
    let summary = try ping.skip(to: "summary")
    #expect(Int(summary["received"] ?? "") ?? 0 > 0)
    #expect(try ping.ending() == .exited(0))
  }

  @Test func `logs each frame that it saw or sent, readable to tcpdump`() throws {
    let file = wire.machine.outside("/run/frames.pcapng")
    let outcome = try ping(StackWire.own + ["-d", "10.5.0.2", "-c", "3", "--pcap", "/run/frames.pcapng"])
    #expect(outcome.status == 0)
    let dump = try RunningProgram.run(["tcpdump", "-n", "-r", file, "icmp"])
    #expect(dump.status == 0)
    #expect(dump.outputText.components("echo request") == 3 && dump.outputText.components("echo reply") == 3)
  }

  @Test func `ends with 74 when the log cannot be written`() throws {
    let outcome = try ping(StackWire.own + ["-d", "10.5.0.2", "-c", "3", "--pcap", "/dev/full"])
    #expect(outcome.status == 74)
    #expect(outcome.errorText == "gotcp-ping: /dev/full: No space left on device\n")
  }

  @Test func `traces each frame in a line`() throws {
    let outcome = try ping(StackWire.own + ["-d", "10.5.0.2", "-c", "1", "--trace"])
    let line = #"frame direction=out octets=98 text="IP 10.5.0.7 > 10.5.0.2: ICMP echo request"#
    #expect(outcome.outputText.contains(line))
  }
}
