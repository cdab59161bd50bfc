import Testing

/// What docs/containers.md says of the files in compose/.
@Suite struct `The page on containers` {
  private static func text(_ path: String) throws -> String {
    try Command("cat", ThisWorkspace.path(path)).succeed()
  }

  @Test func `has each variable, with its default`() throws {
    let files = try Command("sh", "-c", "cat '\(ThisWorkspace.path("compose"))'/*.yaml").succeed()
    let uses = Set(files.split(separator: "${").dropFirst().map { $0.prefix { $0 != "}" } })
    let rows = try Self.text("docs/containers.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { $0.split(separator: "|") }
    #expect(uses.count > 20)
    // That of a stack is told where stacks are.
    for use in uses where !use.hasPrefix("LAB_IMAGE") {
      let parts = use.split(separator: ":-", maxSplits: 1)
      let standard = parts[1].hasPrefix("./") ? "compose/\(parts[1].dropFirst(2))" : String(parts[1])
      #expect(rows.contains { $0[0].contains("`\(parts[0])`") && $0[1].contains(standard) }, "\(use)")
    }
  }

  @Test(arguments: ["lab", "prefork", "half-close", "gotcp", "load", "stack"])
  func `is right that no network has a way out`(_ scenario: String) throws {
    let file = try Self.text("compose/\(scenario).yaml")
    let networks = try #require(file.split(separator: "\nnetworks:\n").dropFirst().first)
    #expect(networks.split(separator: "\n").filter { !$0.hasPrefix("   ") } == ["  wire:"])
    #expect(networks.contains("\n    internal: true\n"))
  }
}
