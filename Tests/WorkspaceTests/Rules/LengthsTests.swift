import Testing

@Suite struct `The rule of lengths` {
  let workspace: SmallWorkspace
  private let file = "Packages/PacketCodec/Sources/PacketCodec/Octets.swift"

  init() throws { workspace = try SmallWorkspace() }

  @Test func `a file has 400 lines`() throws {
    try workspace.folder.write(String(repeating: "// 1\n", count: 400), to: file)
    #expect(try workspace.check("lengths") == .kept("lengths"))
  }

  @Test func `a file has no 401`() throws {
    try workspace.folder.write(String(repeating: "// 1\n", count: 401), to: file)
    #expect(try workspace.check("lengths") == .broken("lengths", "\(file):401: 401 lines, over 400"))
  }

  @Test func `a function has 50 lines, whatever its braces say in a string`() throws {
    try workspace.folder.write(function(lines: 50), to: file)
    #expect(try workspace.check("lengths") == .kept("lengths"))
  }

  @Test func `a function has no 51`() throws {
    try workspace.folder.write(function(lines: 51), to: file)
    #expect(try workspace.check("lengths") == .broken("lengths", "\(file):2: octets has 51 lines, over 50"))
  }

  private func function(lines: Int) -> String {
    let body = String(repeating: "    print(\"}\")  // }\n", count: lines - 2)
    return "struct Octets {\n  func octets<T>(_ make: () -> T = { 1 })\n  where T: Equatable {\n"
      + body.dropLast(body.count / (lines - 2)) + "  }\n}\n"
  }
}
