import Testing

@Suite struct `The rules of the documents` {
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  @Test(arguments: [
    ("[a](docs/none.md)", "docs/none.md leads to no file"),
    ("![a](docs/none.svg \"a title\")", "docs/none.svg leads to no file"),
    ("[a](docs/floors.md#the-roof)", "docs/floors.md#the-roof leads to no heading"),
    ("[a](../outside.md)", "../outside.md leads out of the repository"),
    ("[a]: docs/none.md", "docs/none.md leads to no file"),
  ])
  func `a link leads somewhere`(link: String, why: String) throws {
    try workspace.folder.write("# A\n\n\(link)\n", to: "README.md")
    #expect(try workspace.check("links") == .broken("links", "README.md:3: \(why)"))
  }

  @Test(arguments: [
    "[a](https://example.org/none.md)", "`[a](none.md)`", "```\n[a](none.md)\n```", "[a](#a)", "[a](docs/)",
  ])
  func `what is no link into the repository is left alone`(text: String) throws {
    try workspace.folder.write("# A\n\n\(text)\n", to: "README.md")
    #expect(try workspace.check("links") == .kept("links"))
  }

  @Test func `a source that the index does not have makes it stale`() throws {
    try workspace.replace(
      "RFC 9293 §3.1", with: "RFC 9293 §3.1,\n/// §3.10.7",
      in: "Packages/PacketCodec/Sources/PacketCodec/TCPHeader.swift")
    #expect(try workspace.check("rfc") == .broken("rfc", "docs/rfc.md:17: stale: run scripts/rfc-index"))
  }

  @Test func `the index written anew is fresh`() throws {
    let header = "Packages/PacketCodec/Sources/PacketCodec/TCPHeader.swift"
    try workspace.replace("§3.1", with: "§3.10, §3.9", in: header)
    _ = try Command(ThisWorkspace.path("scripts/rfc-index"), workspace.folder.path).succeed()
    #expect(try workspace.check("rfc") == .kept("rfc"))
    let sections = try workspace.folder.text(of: "docs/rfc.md").split(separator: "\n").compactMap { row in
      row.hasPrefix("| §") ? row.split(separator: " ")[1] : nil
    }
    #expect(sections == ["§3.4", "§3.9", "§3.10"])
  }
}
