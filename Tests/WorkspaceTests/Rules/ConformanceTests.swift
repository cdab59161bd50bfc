import Testing

@Suite struct `What the RFCs ask` {
  private static let requirements = "docs/requirements.txt"
  private static let tests = "Packages/PacketCodec/Tests/PacketCodecTests/TCPHeaderTests.swift"
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  /// Writes the page anew, so that only what the test is about is broken.
  private func refresh() throws {
    _ = try Command(ThisWorkspace.path("scripts/conformance"), workspace.folder.path).succeed()
  }

  @Test func `has a test or a reason each`() throws {
    try workspace.replace("MUST-1,\n  /// MUST-2", with: "MUST-2", in: Self.tests)
    try refresh()
    #expect(
      try workspace.check("conformance")
        == .broken("conformance", "\(Self.requirements):4: RFC 9293 MUST-1 has neither a test nor a reason"))
  }

  @Test func `is asked before a test shows it`() throws {
    try workspace.replace("MUST-2.", with: "MUST-2, SHLD-3.", in: Self.tests)
    try refresh()
    #expect(
      try workspace.check("conformance")
        == .broken("conformance", "\(Self.tests):4: RFC 9293 SHLD-3 is no requirement of \(Self.requirements)"))
  }

  @Test func `is shown by a test, not by a comment`() throws {
    try workspace.replace("  func `comes back`(count: Int) {}\n", with: "", in: Self.tests)
    try workspace.replace("MUST-1 §3.1 | A window has no sign.", with: "", in: Self.requirements)
    try workspace.replace("MUST-2 §3.1 | There is a checksum.", with: "", in: Self.requirements)
    try refresh()
    #expect(try workspace.check("conformance") == .broken("conformance", "\(Self.tests):4: stands above no test"))
  }

  @Test(arguments: [
    ("MUST-1 §3.1 | A window is one.", "RFC 9293 MUST-1 is asked twice"),
    ("whatever it is", "is neither an RFC nor `NAME | what is asked | reason`"),
  ])
  func `is asked once, in one form`(line: String, why: String) throws {
    try workspace.replace("MAY-14 §3.9.1.7", with: "\(line)\nMAY-14 §3.9.1.7", in: Self.requirements)
    try refresh()
    #expect(try workspace.check("conformance") == .broken("conformance", "\(Self.requirements):6: \(why)"))
  }

  @Test func `makes the page stale when it changes`() throws {
    try workspace.replace("Nobody asked.", with: "Nobody wants one.", in: Self.requirements)
    #expect(
      try workspace.check("conformance")
        == .broken("conformance", "docs/conformance.md:18: stale: run scripts/conformance"))
    try refresh()
    #expect(try workspace.check("conformance") == .kept("conformance"))
  }
}
