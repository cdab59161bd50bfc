import Testing

/// Against wires and tools that do otherwise than they say.
@Suite("lab run loss", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabLossTests {
  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, "needs setpriv(1)"))
  func `holds as an ordinary user`() throws {
    let verdict = try LabVerdict(of: "loss", asOrdinaryUser: true)
    verdict.expectBroken()
    // Reno, UStack and the kernel told by UStack, which every machine has.
    #expect(verdict.count >= 31)
  }

  @Test func `finds a wire that loses nothing`() throws {
    let whole = "exec /run/tools/wire left right --delay 10ms --json"
    let verdict = try LabVerdict(of: "loss", with: ["wire": whole])
    #expect(verdict.outcome.status == 1)
    for claim in ["the third segment is lost", "the last segments are lost", "what chance takes is sent again"] {
      #expect(verdict.outcome.outputText.contains("UStack, \(Self.trouble(claim)): \(claim)"))
    }
    #expect(verdict.outcome.outputText.components("no loss ... FAIL") >= 7)
  }

  private static func trouble(_ claim: String) -> String {
    claim.hasPrefix("the third") ? "one segment" : claim.hasPrefix("the last") ? "the tail" : "chance"
  }
}
