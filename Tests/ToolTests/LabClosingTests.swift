import SocketKit
import Testing
import ToolKit

/// How connections end, as the lab judges it, with a tool that ends them otherwise. What else would be otherwise is what
/// the controls of both experiments do.
@Suite("lab run close-wait and half-close", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabClosingTests {
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
}
