import Testing

@Suite struct `The rule of versions` {
  private static let tool = "Packages/ToolKit/Sources/ToolKit/Tool.swift"
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  @Test(arguments: ["", "0.2\n", "0.2.0", "v0.2.0\n", "0.2.0\n0.2.0\n", "0.2.0-dev\n"])
  func `the file has three numbers and nothing else`(text: String) throws {
    try workspace.folder.write(text, to: "VERSION")
    #expect(
      try workspace.check("versions") == .broken("versions", "VERSION:1: must be a line MAJOR.MINOR.PATCH"))
  }

  @Test func `a new version is told everywhere`() throws {
    try workspace.folder.write("0.3.0\n", to: "VERSION")
    try workspace.folder.write("# A\n\n`.package(url: \"…\", from: \"0.2.0\")`\n", to: "README.md")
    #expect(
      try workspace.check("versions")
        == .broken(
          "versions", "CHANGELOG.md:5: the latest release is 0.2.0, VERSION says 0.3.0",
          "\(Self.tool):4: tools say 0.2.0, VERSION says 0.3.0",
          "README.md:3: is to be taken from 0.2.0, VERSION says 0.3.0"))
  }

  @Test func `a release has its day`() throws {
    try workspace.replace("## [0.2.0] - 2026-01-02", with: "## [0.2.0]", in: "CHANGELOG.md")
    #expect(
      try workspace.check("versions")
        == .broken("versions", "CHANGELOG.md:5: a release has its day: `## [VERSION] - YYYY-MM-DD`"))
  }

  @Test func `what says no version is missed`() throws {
    try workspace.folder.write("# Changelog\n\n## [Unreleased]\n", to: "CHANGELOG.md")
    try workspace.replace("public static let version", with: "static let version", in: Self.tool)
    #expect(
      try workspace.check("versions")
        == .broken(
          "versions", "CHANGELOG.md:1: missing: `## [0.2.0] - YYYY-MM-DD`",
          "\(Self.tool):1: missing: `public static let version`, which tools print"))
  }

  @Test func `the latest release alone is compared`() throws {
    try workspace.folder.write("# A\n\n`.package(url: \"…\", from: \"0.2.0\")`\n", to: "README.md")
    #expect(try workspace.check("versions") == .kept("versions"))
  }
}
