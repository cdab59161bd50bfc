import Glibc
import SocketKit
import Testing

@Suite("wire", .enabled(if: WireBench.isPossible, WireBench.needs))
struct WireToolTests {
  private let bench: WireBench

  init() throws { bench = try WireBench() }

  /// Not the same in any two segments.
  private static let text = (0 ..< 20_000).map { UInt8(truncatingIfNeeded: ($0 * 2_654_435_761) >> 16) }

  @Test func `delays each way by what it was told`() throws {
    var wire = try bench.join(["--delay", "30ms/10ms"])
    // With -w, ping waits for both answers, also on a machine that stands still; without, for two round trips.
    let words = ["ping", "-n", "-c", "2", "-i", "0.4", "-w", "5", "10.6.0.2"]
    let ping = try bench.machine.succeed(bench.at("here", words))
    let times = ping.split(separator: " ").compactMap { word in
      word.hasPrefix("time=") ? Double(word.dropFirst(5)) : nil
    }
    #expect(times.count == 2)
    #expect(times.allSatisfy { (40 ..< 400).contains($0) }, "\(times)")
    let events = try bench.end(&wire)
    #expect(events.map(\.name) == ["summary", "summary"])
    #expect(events.map { $0["direction"] } == ["forward", "backward"])
    #expect(events.allSatisfy { $0["offered"] == "2" && $0["passed"] == "2" && $0["missed"] == "0" })
  }

  @Test func `loses the third data segment, which its sender repeats once`() throws {
    // A tail loss probe would be one more, where this machine is slow.
    try bench.machine.succeed(bench.at("here", ["sysctl", "-qw", "net.ipv4.tcp_early_retrans=0"]))
    var wire = try bench.join(["--drop", "forward:data:3", "-v"])
    let outcome = try bench.echo(Self.text, port: 7001)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let events = try bench.end(&wire)
    let dropped = events.filter { $0.name == "dropped" }
    #expect(dropped.count == 1)
    #expect(dropped.first?["kind"] == "data" && dropped.first?["number"] == "3")
    let script = ["nstat", "-asz", "TcpRetransSegs"]
    let counted = try bench.machine.succeed(bench.at("here", script))
    #expect(counted.split(separator: "\n").last?.split { $0 == " " }.dropFirst().first == "1", "\(counted)")
    #expect(try bench.machine.succeed(bench.at("there", script)).contains("TcpRetransSegs                  0"))
  }

  @Test func `with the same seed loses the same segments five times of five, with another others`() throws {
    /// Kind, number and transmission of what was lost, of the segments that went forth.
    func lost(_ seed: String, _ port: UInt16) throws -> Set<[String?]> {
      var wire = try bench.join(["--loss", "25/0", "--seed", seed, "--delay", "1ms", "-v"])
      #expect(try bench.echo(Self.text, port: port).status == 0)
      let dropped = try bench.end(&wire).filter { $0.name == "dropped" && $0["kind"] == "data" }
      #expect(dropped.allSatisfy { $0["cause"] == "loss" && $0["direction"] == "forward" })
      return Set(dropped.map { [$0["sequence"], $0["octets"], $0["transmission"]] }.filter { $0[2] == "1" })
    }
    let once = try lost("7", 7002)
    #expect(!once.isEmpty)
    for port in 7011 ... 7014 as ClosedRange<UInt16> { #expect(try lost("7", port) == once) }
    #expect(try lost("8", 7004) != once)
  }

  @Test func `lets what goes one way not wait for an interface that takes nothing the other way`() throws {
    let full = ["tc", "qdisc", "add", "dev", "right", "root", "tbf", "rate", "8bit", "burst", "1600", "limit", "1600"]
    try bench.machine.succeed(full)
    var wire = try bench.join(["--delay", "1ms"])
    // More than the wire hands over at once.
    _ = try bench.machine.run(
      bench.at("here", ["ping", "-n", "-q", "-c", "200", "-l", "200", "-s", "1400", "-W", "1", "10.6.0.2"]))
    let asked = try bench.heardEchoes()
    _ = try bench.machine.run(bench.at("there", ["ping", "-n", "-q", "-c", "5", "-l", "5", "-W", "1", "10.6.0.1"]))
    #expect(try bench.heardEchoes() == asked + 5)
    try bench.machine.send(Signal.kill.rawValue, to: "wire")
    _ = try wire.ending()
  }

  @Test func `finishes checksums that were left to a card, and refuses frames that are to be cut`() throws {
    try bench.machine.succeed(bench.at("here", ["ethtool", "-K", "eth0", "tx", "on", "sg", "on"]))
    var wire = try bench.join([])
    #expect(try bench.echo(Self.text, port: 7005).status == 0)
    #expect(try bench.end(&wire).allSatisfy { $0["refused"] == "0" })
    try bench.machine.succeed(bench.at("here", ["ethtool", "-K", "eth0", "tso", "on", "gso", "on"]))
    wire = try bench.join([])
    var server = try EchoProcess(
      "echo-server", ["-l", "10.6.0.2:7006"], before: bench.machine.words(bench.at("there", [])))
    try server.next("listening")
    _ = try bench.machine.run(
      bench.at("here", ["timeout", "0.3", "/run/tools/echo-client", "10.6.0.2:7006", "--raw"]), input: Self.text)
    let summary = try #require(try bench.end(&wire).first)
    #expect(Int(summary["refused"] ?? "") ?? 0 > 0)
    #expect(try wire.errors().contains("ethtool -K INTERFACE tso off gso off gro off"))
  }

  /// In one machine: what is refused opens nothing.
  @Test func `refuses what it cannot do`() throws {
    let refusals: [([String], String)] = [
      (["left"], "operands: two interfaces must be named"),
      (["left", "left"], "left: an interface cannot be joined to itself"),
      (["--loss", "101"], "--loss '101': must be a percentage, 0 ... 100"), (["--loss", "1/2/3"], "--loss '1/2/3'"),
      (["--loss", "1%"], "--loss '1%'"), (["--burst", "60,50"], "--burst '60,50'"), (["--rate", "10"], "--rate '10'"),
      (["--delay", "2m"], "--delay '2m'"), (["--hold-back", "0"], "--hold-back '0'"),
      (["--drop", "syn:2"], "--drop 'syn:2': must be"), (["--mtu", "67"], "--mtu '67'"),
    ]
    for (words, complaint) in refusals {
      let places = words[0].hasPrefix("-") ? ["left", "right"] : []
      let outcome = try bench.machine.run(["/run/tools/wire"] + places + words)
      #expect(outcome.status == 64)
      #expect(outcome.errorText.contains(complaint), "\(outcome.errorText)")
    }
  }

  @Test func `names the interface that is not there, and the capability that is missing`() throws {
    let missing = try bench.machine.run(["/run/tools/wire", "left", "nothing"])
    #expect(missing.status == 71)
    #expect(missing.errorText == "wire: nothing: No such device\n")
    let denied = try RunningProgram.run(bench.machine.ordinaryWords(["/run/tools/wire", "left", "right"]))
    #expect(denied.status == 77)
    #expect(denied.errorText == "wire: packet socket on left: Operation not permitted (needs CAP_NET_RAW)\n")
  }

  @Test func `ends with 71 when an interface goes away, after it has told what it did`() throws {
    var wire = try bench.join([])
    try bench.machine.succeed(["ip", "link", "del", "left"])
    #expect(try wire.events(until: "summary").count == 1)
    #expect(try wire.ending() == .exited(71))
  }
}
