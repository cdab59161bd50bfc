import Testing

/// The experiment on the kernel, and what it says when there is nobody to share with.
@Suite("lab run prefork", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabPreforkTests {
  @Test func `holds`() throws {
    let verdict = try LabVerdict(of: "prefork")
    verdict.expectBroken()
    #expect(verdict.count == 8)
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `holds as an ordinary user`() throws { try LabVerdict(of: "prefork", asOrdinaryUser: true).expectBroken() }

  @Test func `tells a master that has one worker`() throws {
    let alone = ["echo-server": #"exec /run/tools/echo-server "$@" --workers 1"#]
    try LabVerdict(of: "prefork", with: alone).expectBroken(
      "the kernel shares the connections out among the workers", "another takes its place at once",
      "its connections are lost with it, and no other",
      "after 3 rolling restarts everybody was relieved as often, by another process")
  }
}
