import SocketKit
import Testing
import ToolKit

/// How connections end, as the lab judges it: on the kernel, and with a tool that ends them otherwise.
@Suite("lab run close-wait and half-close", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabClosingTests {
  private static let experiments = ["close-wait", "half-close"]
  private static let endings = "the tools end well"

  /// Runs an experiment with such a script in a tool's place.
  ///
  /// - Returns: what it ended with, and the claims it called broken.
  private func broken(
    _ experiment: String, with tool: String, being script: String
  ) throws -> (status: Int?, claims: Set<String>) {
    let machine = try PrivateMachine()
    let (tools, results) = (try TemporaryFolder(), try TemporaryFolder())
    let outcome = try machine.run(
      [
        "/run/tools/lab", "run", experiment, "-j", "--tools", try StandIn.tools(tool, script, in: tools), "-o",
        results.path,
      ] + LabVerdict.haste)
    #expect(LabFolder.leftovers(in: results.path) == [])
    let lines = try outcome.outputText.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    let failed = lines.filter { $0["event"]?.text == "expect" && $0["verdict"]?.text == "FAIL" }
    return (outcome.status, Set(failed.compactMap { $0["claim"]?.text }))
  }

  private func check(_ outcome: Outcome) {
    #expect(outcome.status == 0 && outcome.errorText == "", "\(outcome.outputText)\(outcome.errorText)")
    let verdicts = outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("EXPECT ") }
    #expect(verdicts.count == 30 && verdicts.allSatisfy { $0.hasSuffix(" ... PASS") })
  }

  @Test func `holds as root`() throws {
    let folder = try TemporaryFolder()
    check(try PrivateMachine().run(["/run/tools/lab", "run", "-q", "-o", folder.path] + Self.experiments))
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `holds as an ordinary user`() throws {
    let machine = try PrivateMachine()
    let folder = try TemporaryFolder()
    let words = ["/run/tools/lab", "run", "-q", "-o", folder.path] + Self.experiments
    check(try RunningProgram.run(machine.ordinaryWords(words)))
  }

  @Test func `sees a leak that closes: neither end waits`() throws {
    let (status, claims) = try broken(
      "close-wait", with: "fd-leak",
      being:
        "case $* in *--release-after*) exec /run/tools/fd-leak -l $2 --cure -j;; esac; exec /run/tools/fd-leak \"$@\"")
    #expect(status == 1)
    // Whether the acknowledgment waits for the server's FIN to ride on is the scheduler's choice.
    #expect(
      claims.subtracting(["the server's kernel acknowledges the client's FIN, and sends none of its own"]) == [
        "FIN_WAIT2 ends by itself, 1 s after the client's program is gone",
        "CLOSE_WAIT does not: it is there until the program acts, long after the other end is forgotten",
        "that FIN comes too late: the client's kernel knows nothing of it, and answers with RST",
      ])
  }

  @Test func `sees a cure that leaks: its FIN comes too late as well`() throws {
    let (status, claims) = try broken(
      "close-wait", with: "fd-leak",
      being: "case $* in *--cure*) exec /run/tools/fd-leak -l $2 -j;; esac; exec /run/tools/fd-leak \"$@\"")
    #expect(status == 1)
    #expect(
      claims == [
        "with --cure: no reset",
        "with --cure: neither state stays: the client's end is in TIME_WAIT, the server's gone",
      ])
  }

  @Test func `sees the rest of a chunk's buffer behind the file`() throws {
    let (status, claims) = try broken(
      "half-close", with: "halfclose-server",
      being: """
        place=$2 file=$4; shift 4
        { cat "$file"; tail -c +7954 "$file" | head -c 239; } > "$file.stale"
        exec /run/tools/halfclose-server -l "$place" -f "$file.stale" "$@"
        """)
    #expect(status == 1)
    #expect(
      claims == [
        "client first: the file arrives whole", "server first: the file arrives whole",
        "server first: the whole file comes back through the half that is open",
        "both at once: the file arrives whole",
      ])
  }

  @Test func `sees a server that closes both halves: what is sent to it draws RST`() throws {
    let (status, claims) = try broken(
      "half-close", with: "halfclose-server", being: "exec /run/tools/closing-server \"$@\"")
    #expect(status == 1)
    #expect(
      claims.isSuperset(of: [
        Self.endings, "server first: no reset",
        "server first: the whole file comes back through the half that is open",
        "server first: TIME_WAIT is at the end that closed first, alone",
      ]), "\(claims)")
    #expect(claims.allSatisfy { $0.hasPrefix("server first: ") || $0 == Self.endings }, "\(claims)")
  }

  @Test func `sees a client that closes both halves: the rest of the file draws RST`() throws {
    let (status, claims) = try broken(
      "half-close", with: "halfclose-client",
      being: "case $* in *-w*) set -- \"$@\" -r 250ms;; esac; exec /run/tools/halfclose-client \"$@\"")
    #expect(status == 1)
    #expect(
      claims.isSuperset(of: [Self.endings, "client first: no reset", "client first: the file arrives whole"]),
      "\(claims)")
    #expect(claims.allSatisfy { $0.hasPrefix("client first: ") || $0 == Self.endings }, "\(claims)")
  }
}
