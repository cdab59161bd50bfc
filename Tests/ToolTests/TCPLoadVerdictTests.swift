import Glibc
import SocketKit
import Testing

@Suite("tcp-load's verdict") struct TCPLoadVerdictTests {
  @Test func `is that of its assertions, each of which is told`() throws {
    let held = try LoadRun(["-t", "50ms", "--assert", "p99<1h", "--assert", "errors<1", "--assert", "max>=1ns"])
    #expect(held.status == 0)
    #expect(held.events.filter { $0.name == "assertion" }.map { $0["holds"] } == ["true", "true", "true"])
    let broken = try LoadRun(["-t", "50ms", "--assert", "p50>1us", "--assert", "p99<1ns", "--assert", "operations<=0"])
    #expect(broken.status == 1)
    let assertions = broken.events.filter { $0.name == "assertion" }
    #expect(assertions.map { $0["holds"] } == ["true", "false", "false"])
    #expect(assertions[1]["assert"] == "p99<1ns")
    #expect(try assertions[1]["measured_us"] == broken.summary["p99_us"])
    #expect(try assertions[2]["measured"] == broken.summary["operations"])
    #expect(try broken.summary["errors"] == "0")
  }

  @Test func `of a latency that nobody measured is no`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let arguments = ["-c", "1", "-t", "1ms", "--grace", "1ms", "--assert", "p99<1h"]
    let run = try LoadRun(arguments, to: "\(try listener.localAddress())")
    #expect(run.events.first { $0.name == "assertion" }?["holds"] == "false")
  }

  @Test(arguments: [[], ["--rate", "2000"]]) func `has a distribution that says what the summary says`(
    _ arguments: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/latencies.hgrm"
    let run = try LoadRun(arguments + ["-t", "200ms", "--hgrm", path])
    let text = String(decoding: try FileDescriptor.contents(of: path, limit: 1 << 20), as: UTF8.self)
    let rows = text.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: " ").map(String.init)
    }
    let last = try #require(rows.last)
    #expect(try last == [run.summary["max_us"], "1.000000000000", run.summary["operations"]])
    #expect(try text.contains("Total count    = ") && text.contains(run.summary["max_us"]!))
    // The summary's median is the table's.
    let median = try #require(rows.first { $0[1] == "0.500000000000" })
    #expect(try median[0] == run.summary["p50_us"])
  }

  @Test func `is 74 when the distribution cannot be written, before the load or after it`() throws {
    let full = try LoadRun(["-t", "50ms", "--hgrm", "/dev/full"])
    #expect(full.status == 74)
    #expect(full.outcome.errorText == "tcp-load: /dev/full: No space left on device\n")
    #expect(try full.summary["errors"] == "0")
    let missing = try LoadRun(["-t", "1h", "--hgrm", "/nowhere/at/all"], to: "127.0.0.1:1")
    #expect(missing.status == 74)
    #expect(missing.outcome.outputText == "")
  }

  @Test(arguments: [
    [], ["127.0.0.1"], [":8080"], ["127.0.0.1:0"], ["127.0.0.1:1", "127.0.0.1:2"], ["-c", "0", "127.0.0.1:1"],
    ["-s", "0", "127.0.0.1:1"], ["-d", "65537", "127.0.0.1:1"], ["-t", "0", "127.0.0.1:1"],
    ["--rate", "0", "127.0.0.1:1"], ["--sources", "::1", "127.0.0.1:1"], ["--server-pid", "0", "127.0.0.1:1"],
    ["--assert", "p98<5ms", "127.0.0.1:1"], ["--assert", "p99<5", "127.0.0.1:1"],
    ["--assert", "p99=5ms", "127.0.0.1:1"],
    ["--assert", "errors<1ms", "127.0.0.1:1"], ["--assert", "", "127.0.0.1:1"], ["--assert", "p99<", "127.0.0.1:1"],
    ["--bulk", "--rate", "5", "127.0.0.1:1"], ["--idle", "--rate", "5", "127.0.0.1:1"],
    ["--idle", "--verify", "127.0.0.1:1"], ["--churn", "-d", "2", "127.0.0.1:1"],
    ["-c", "1048576", "-d", "17", "127.0.0.1:1"],
  ])
  func `on a wrong command line is 64, before anything is done`(_ arguments: [String]) throws {
    let outcome = try BuiltTool("tcp-load").run(arguments)
    #expect(outcome.status == 64, "\(outcome.errorText)")
    #expect(outcome.outputText == "")
  }

  @Test func `is 69 for a server that is not there`() throws {
    let outcome = try BuiltTool("tcp-load").run(["--server-pid", "4194304", "127.0.0.1:1"])
    #expect(outcome.status == 69)
    #expect(outcome.errorText == "tcp-load: --server-pid '4194304': No such process\n")
  }

  @Test func `ends quietly when its reader has left`() throws {
    let outcome = try BuiltTool("tcp-load").runWithoutReader(["-j", "-t", "10ms", "127.0.0.1:1"])
    #expect(outcome.status == 0)
    #expect(outcome.errorText == "")
  }
}
