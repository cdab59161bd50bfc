import Glibc
import SocketKit
import Testing

@Suite("tcp-load, on an echo server,") struct TCPLoadTests {
  @Test(
    arguments: [
      [], ["-c", "7", "-d", "16"], ["-s", "100k", "-c", "3", "-d", "3"], ["-w", "3"], ["--rate", "2000"],
      ["--rate", "2000", "-w", "2", "-d", "4"], ["--churn", "-c", "4"], ["--churn", "--rate", "500"],
      ["--bulk", "-c", "2"], ["-s", "1"],
    ])
  func `gets back all that it sends, octet by octet, in every mode`(_ arguments: [String]) throws {
    let run = try LoadRun(arguments + ["-t", "200ms", "--verify"])
    #expect(run.status == 0, "\(run.outcome)")
    #expect(run.outcome.errorText == "")
    #expect(try run.figure("operations") > 0)
    #expect(try run.figure("errors") == 0)
    let latencies = try ["p50_us", "p90_us", "p99_us", "p999_us", "max_us"].map { try run.figure($0) }
    #expect(latencies[0] > 0)
    #expect(zip(latencies, latencies.dropFirst()).allSatisfy { $0 <= $1 }, "\(latencies)")
  }

  @Test func `opens as many connections as it was told, over all workers, and no more`() throws {
    var server = try EchoProcess.server()
    let target = "127.0.0.1:\(try server.port())"
    #expect(try LoadRun(["-c", "7", "-w", "3", "-t", "50ms"], to: target).summary["connections"] == "7")
    #expect(try server.stats(open: 0)["accepted"] == "7")
    #expect(try LoadRun(["-c", "2", "-w", "9", "--idle", "-t", "50ms"], to: target).summary["connections"] == "2")
    #expect(try server.stats(open: 0)["accepted"] == "9")
  }

  @Test func `tells the octets that the server counted, and an operation for each message`() throws {
    var server = try EchoProcess.server()
    let run = try LoadRun(["-c", "3", "-s", "100", "-t", "100ms"], to: "127.0.0.1:\(try server.port())")
    let octets = try #require(Double(try server.stats(open: 0)["octets"] ?? ""))
    #expect(try run.figure("operations") * 100 == octets)
  }

  @Test func `--churn has a connection for each operation`() throws {
    var server = try EchoProcess.server()
    let run = try LoadRun(["--churn", "-c", "3", "-t", "100ms"], to: "127.0.0.1:\(try server.port())")
    #expect(try run.summary["operations"] == run.summary["connections"])
    #expect(try server.stats(open: 0)["accepted"] == run.summary["operations"])
  }

  @Test func `--idle holds its connections, and sends nothing`() throws {
    var server = try EchoProcess.server()
    let port = try server.port()
    var load = try EchoProcess("tcp-load", ["--idle", "-c", "20", "-t", "1h", "127.0.0.1:\(port)"])
    let stats = try server.stats(open: 20)
    #expect(stats["octets"] == "0")
    load.send(.interrupt)
    let summary = try load.skip(to: "summary")
    #expect(summary["operations"] == "20" && summary["connections"] == "20" && summary["errors"] == "0", "\(summary)")
    #expect(try load.ending() == .exited(0))
  }

  @Test func `tells intervals, which have no more operations than the summary`() throws {
    let run = try LoadRun(["-c", "2", "-t", "2100ms"])
    let intervals = run.events.filter { $0.name == "interval" }
    #expect(!intervals.isEmpty)
    let sum = intervals.compactMap { Int($0["operations"] ?? "") }.reduce(0, +)
    #expect(sum > 0)
    #expect(try sum <= Int(run.figure("operations")), "\(run.outcome.outputText)")
    #expect(intervals.allSatisfy { $0["connections"] == "2" })
  }

  @Test func `comes from each of its sources`() throws {
    var server = try EchoProcess.server(["-v"])
    let port = try server.port()
    _ = try LoadRun(["-c", "3", "-t", "50ms", "--sources", "127.0.0.2-127.0.0.4"], to: "127.0.0.1:\(port)")
    var peers: Set<String> = []
    for _ in 0 ..< 3 {
      let peer = try server.skip(to: "accept")["peer"] ?? ""
      peers.insert(String(peer.prefix { $0 != ":" }))
    }
    #expect(peers == ["127.0.0.2", "127.0.0.3", "127.0.0.4"])
  }

  @Test func `opens connections no faster than --connect-rate`() throws {
    let before = Timestamp.monotonicNow
    let run = try LoadRun(["--connect-rate", "50", "-c", "11", "-t", "1ms"])
    #expect(try run.summary["connections"] == "11")
    #expect(Timestamp.monotonicNow - before >= 200_000_000)
  }

  @Test func `keeps to its rate, and sends what is due`() throws {
    let run = try LoadRun(["--rate", "1000", "-t", "500ms"])
    // The first is due at once; the end comes at its millisecond or later.
    #expect(try run.figure("operations") >= 500)
    #expect(try run.figure("p99_us") >= run.figure("p50_served_us"))
    #expect(run.status == 0)
  }

  @Test func `tells what an operation costs the server and its descendants`() throws {
    var server = try EchoProcess.server()
    let port = try server.port()
    let run = try LoadRun(["-t", "300ms", "--server-pid", "\(server.pid)"], to: "127.0.0.1:\(port)")
    let cost = try run.figure("server_cpu_us_per_operation")
    #expect(cost > 0)
    // In ticks: no more than the server has used by now.
    let used = try Double(server.processorMilliseconds()) * 1000
    #expect(try cost * run.figure("operations") <= used + 20_000)
  }
}
