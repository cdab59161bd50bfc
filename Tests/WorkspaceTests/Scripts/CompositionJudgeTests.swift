import Glibc
import Testing

/// The scenarios themselves need an engine, which `make compose-test` starts.
@Suite struct `A judge of containers` {
  static let scenarios = ["lab", "prefork", "half-close", "gotcp", "load", "stack"]

  private func judge(_ scenario: String, _ folder: TemporaryFolder) throws -> [Substring] {
    let outcome = try Command(ThisWorkspace.path("scripts/compose/judge"), scenario, folder.path).run()
    #expect(outcome.status == 1)
    return outcome.output.split(separator: "\n")
  }

  @Test(arguments: scenarios) func `who has seen nothing believes nothing`(_ scenario: String) throws {
    let claims = try judge(scenario, try TemporaryFolder())
    #expect(claims.count >= 10)
    for claim in claims { #expect(claim.hasPrefix("EXPECT ") && claim.hasSuffix(" ... FAIL")) }
  }
}
