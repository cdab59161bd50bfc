import SocketKit
import Testing

/// The truth is broken by a server that lies; the verdict has to break with it.
@Suite("lab, when the server", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabVerdictTests {
  /// Runs the experiment with such a server.
  ///
  /// - Returns: what it ended with, and the claims it called broken.
  private func broken(by lie: String) throws -> (outcome: Outcome, claims: Set<String>) {
    let machine = try PrivateMachine()
    let (tools, results) = (try TemporaryFolder(), try TemporaryFolder())
    let outcome = try machine.run(
      ["/run/tools/lab", "run", "echo", "-q"] + LabVerdict.haste + [
        "--tools", try LyingServer.tools(lie, in: tools), "-o", results.path,
      ])
    #expect(LabFolder.leftovers(in: results.path) == [])
    let failed = outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("EXPECT ") && $0.hasSuffix("FAIL") }
    return (outcome, Set(failed.map { String($0.dropFirst(7).prefix { $0 != ":" }) }))
  }

  private static let octets = "every octet comes back"
  private static let closes = "the client closes first, then the other side"
  private static let timeWait = "TIME_WAIT is at the end that closed first, alone"
  private static let reset = "no reset"
  private static let descriptors = "echo-server closes every descriptor it accepted"
  private static let endings = "the tools end well"

  @Test func `tells no lie, every claim holds`() throws {
    let (outcome, claims) = try broken(by: "none")
    #expect(outcome.status == 0)
    #expect(claims == [])
  }

  @Test func `drops an octet, not every octet comes back`() throws {
    let (outcome, claims) = try broken(by: "drops-octet")
    #expect(outcome.status == 1)
    #expect(claims == [Self.octets, Self.endings])
    #expect(outcome.outputText.contains("wire 37 out, 36 back"))
  }

  @Test func `changes an octet, not every octet comes back`() throws {
    let (outcome, claims) = try broken(by: "changes-octet")
    #expect(outcome.status == 1)
    #expect(claims == [Self.octets])
    #expect(outcome.outputText.contains("octet 0 differs"))
  }

  @Test func `answers FIN with RST, there is a reset and only one FIN`() throws {
    let (outcome, claims) = try broken(by: "resets")
    #expect(outcome.status == 1)
    #expect(claims == [Self.reset, Self.closes, Self.timeWait, Self.endings])
  }

  @Test func `closes first, the client did not`() throws {
    let (outcome, claims) = try broken(by: "closes-first")
    #expect(outcome.status == 1)
    #expect(claims.contains(Self.closes) && !claims.contains(Self.octets), "\(claims)")
  }

  @Test func `never closes, its descriptor and the waiting client tell`() throws {
    let (outcome, claims) = try broken(by: "never-closes")
    #expect(outcome.status == 1)
    #expect(claims.isSuperset(of: [Self.descriptors, Self.endings]), "\(claims)")
  }

  @Test func `says nothing, the octets that went out did not come back`() throws {
    let (outcome, claims) = try broken(by: "silent")
    #expect(outcome.status == 1)
    #expect(claims.isSuperset(of: [Self.octets, Self.endings]), "\(claims)")
  }

  @Test func `dies by a signal, the tools do not end well`() throws {
    let (outcome, claims) = try broken(by: "dies")
    #expect(outcome.status == 1)
    #expect(claims.isSuperset(of: [Self.closes, Self.endings]), "\(claims)")
    #expect(outcome.outputText.contains("echo-server killed by SIGKILL"))
  }

  @Test func `never listens, there is no verdict`() throws {
    let (outcome, claims) = try broken(by: "never-listens")
    #expect(outcome.status == 70)
    #expect(claims == [])
    #expect(outcome.errorText == "lab: echo-server: it did not say `listening`\n")
  }
}
