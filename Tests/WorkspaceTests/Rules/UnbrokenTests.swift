import Testing

@Suite struct `A workspace that keeps the rules` {
  @Test func `is passed by all of them`() throws {
    #expect(
      try SmallWorkspace().check()
        == .kept(
          "floors", "manifests", "documented", "lengths", "circles", "formatting", "shims", "manuals", "links", "rfc",
          "conformance", "versions", "catalogs"))
  }

  @Test func `cannot be checked by a rule that does not exist`() throws {
    let outcome = try SmallWorkspace().check("flours")
    #expect(outcome.status == 2)
    #expect(outcome.output.hasSuffix("no such rule: flours\n"))
  }
}
