import Testing

@Suite struct `The rule of catalogs` {
  let workspace: SmallWorkspace
  private let catalog = "Packages/SocketKit/Sources/SocketKit/SocketKit.docc"

  init() throws { workspace = try SmallWorkspace() }

  @Test func `a library without one is found`() throws {
    let page = "Packages/ToolKit/Sources/ToolKit/ToolKit.docc/ToolKit.md"
    workspace.folder.remove(page)
    #expect(
      try workspace.check("catalogs")
        == .broken("catalogs", "\(page):1: missing: each library has a catalog with a page on itself"))
  }

  @Test(arguments: ["struct Signal {}", "func signal() {}", "typealias Signal = Int", "protocol Signal {}"])
  func `a symbol under no topic is found`(declaration: String) throws {
    try workspace.folder.write(
      "/// A signal.\npublic \(declaration)\n", to: "Packages/SocketKit/Sources/SocketKit/Signal.swift")
    let name = declaration.contains("func") ? "signal" : "Signal"
    #expect(
      try workspace.check("catalogs") == .broken("catalogs", "\(catalog)/SocketKit.md:1: \(name) stands under no topic")
    )
    try workspace.replace("- ``Socket``", with: "- ``Socket``\n- ``\(name)``", in: "\(catalog)/SocketKit.md")
    #expect(try workspace.check("catalogs") == .kept("catalogs"))
  }

  @Test func `what is not public, or a type's own, needs no topic`() throws {
    try workspace.replace(
      "init() { _ = shim() }",
      with: "init() { _ = shim() }\n  /// Its kind.\n  public enum Kind {}\n}\n\nstruct Inner {",
      in: "Packages/SocketKit/Sources/SocketKit/Socket.swift")
    #expect(try workspace.check("catalogs") == .kept("catalogs"))
  }

  @Test(arguments: [
    ("<!-- Tools/first/main.swift -->\n```swift\nimport ToolKit\n```", nil),
    ("```\nany text\n```", nil),
    ("```swift\nimport ToolKit\n```", "1: names no file above it: <!-- PATH -->"),
    ("<!-- Tools/first/none.swift -->\n```swift\nimport ToolKit\n```", "1: Tools/first/none.swift is no file"),
    ("<!-- Tools/first/main.swift -->\n```swift\nimport Tool\n```", "2: repeats no lines of Tools/first/main.swift"),
    ("<!-- Tools/first/main.swift -->\n```swift\nToolKit\n```", "2: repeats no lines of Tools/first/main.swift"),
  ])
  func `a listing is some file's lines`(text: String, fault: String?) throws {
    try workspace.folder.write("\(text)\n", to: "\(catalog)/Article.md")
    let expected: Command.Outcome =
      if let fault { .broken("catalogs", "\(catalog)/Article.md:\(fault)") } else { .kept("catalogs") }
    #expect(try workspace.check("catalogs") == expected)
  }

  @Test(arguments: [
    ["import ToolKit", "print(1)", "print(2)"], ["import ToolKit\nprint(1)\n\nprint(2)"],
    ["import ToolKit", "print(1)"], ["print(1)", "print(2)"], ["print(1)\n\nprint(2)", "import ToolKit"],
  ])
  func `an example's program is shown whole`(pieces: [String]) throws {
    let program = "Examples/one/Sources/one/main.swift"
    try workspace.folder.write("import ToolKit\nprint(1)\n\nprint(2)\n", to: program)
    let page = pieces.map { "<!-- \(program) -->\n```swift\n\($0)\n```\n" }.joined(separator: "\nand then\n")
    try workspace.folder.write(page, to: "\(catalog)/Article.md")
    let isWhole = pieces.joined().replacing("\n", with: "") == "import ToolKitprint(1)print(2)"
    let fault = "\(catalog)/Article.md:1: shows a part of \(program): a program is shown whole, in its order"
    #expect(try workspace.check("catalogs") == (isWhole ? .kept("catalogs") : .broken("catalogs", fault)))
  }

  @Test(arguments: ["struct Signals {\n  func raise() {\n    kill()\n  }\n}\n", "kill()\n"])
  func `a listing of a page may stand deeper in its file`(source: String) throws {
    try workspace.folder.write(source, to: "Tools/first/Signals.swift")
    try workspace.folder.write("<!-- Tools/first/Signals.swift -->\n```swift\nkill()\n```\n", to: "docs/signals.md")
    #expect(try workspace.check("catalogs") == .kept("catalogs"))
    try workspace.replace("\nkill()", with: "\n kill()", in: "docs/signals.md")
    #expect(
      try workspace.check("catalogs")
        == .broken("catalogs", "docs/signals.md:2: repeats no lines of Tools/first/Signals.swift"))
  }
}
