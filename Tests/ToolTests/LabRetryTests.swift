import SocketKit
import Testing
import ToolKit

/// What failed while the machine stood still is done again, and nothing else is.
@Suite("lab, when the machine stands still,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabRetryTests {
  /// A client that stops the laboratory for 50 ms and does nothing, the first so many times; then it is the real one.
  private func runs(
    _ experiments: [String], failing times: Int, _ options: String...
  ) throws -> (outcome: Outcome, events: [JSONValue]) {
    let machine = try PrivateMachine()
    let (tools, results) = (try TemporaryFolder(), try TemporaryFolder())
    let script = """
      for i in \((1 ... times).map(String.init).joined(separator: " ")); do
        if mkdir "$(dirname "$0")/$i" 2>/dev/null; then
          kill -STOP $PPID; sleep 0.05; kill -CONT $PPID; exit 1
        fi
      done
      exec /run/tools/echo-client "$@"
      """
    // nsenter(1) stops with a child that is stopped, and waits for somebody to continue it.
    let shell = ["sh", "-c", "\"$@\"; exit $?", "sh"]
    let words = shell + ["/run/tools/lab", "run"] + experiments + ["-j", "-o", results.path]
    let outcome = try machine.run(
      words + options + ["--tools", try StandIn.tools("echo-client", script, in: tools)])
    #expect(LabFolder.leftovers(in: results.path) == [])
    return (
      outcome, try outcome.outputText.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    )
  }

  private func disturbances(_ events: [JSONValue]) -> [JSONValue] {
    events.filter { $0["event"]?.text == "disturbed" }
  }

  @Test(arguments: [["echo"], ["echo", "ping"]]) func `does again what failed, and its verdict is the last`(
    _ experiments: [String]
  ) throws {
    let (outcome, events) = try runs(experiments, failing: 2)
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.errorText)")
    let told = disturbances(events).filter { $0["experiment"]?.text == "echo" }
    #expect(told.count == 2)
    #expect(told.allSatisfy { $0["failed"]?.text?.contains("one connection passes the wire: 0 did") == true })
    #expect(told.allSatisfy { $0["machine"]?.text?.hasPrefix("stood still for ") == true })
    #expect(!events.contains { $0["verdict"]?.text == "FAIL" })
    let ended = events.filter { $0["event"]?.text == "run" }.compactMap { $0["experiment"]?.text }
    #expect(ended.sorted() == experiments.sorted())
  }

  @Test func `gives up when the machine does not come to rest`() throws {
    let (outcome, events) = try runs(["echo"], failing: 3, "--retries", "2")
    #expect(outcome.status == 1)
    #expect(disturbances(events).count == 2)
    #expect(events.last { $0["event"]?.text == "run" }?["verdict"]?.text == "FAIL")
  }

  @Test func `does nothing again when nobody wants it`() throws {
    let (outcome, events) = try runs(["echo"], failing: 1, "--retries", "0")
    #expect(outcome.status == 1 && disturbances(events).isEmpty)
  }
}
