import Testing

@Suite struct `The rules that other programs judge` {
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  @Test func `formatting is that of swift format`() throws {
    try workspace.replace("import ToolKit", with: "import   ToolKit;", in: "Tools/first/main.swift")
    let outcome = try workspace.check("formatting")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("FAIL formatting: Tools/first/main.swift:1: ["))
  }

  @Test func `C compiles without a warning`() throws {
    let file = "Packages/SocketKit/Sources/CSocketShims/shims.c"
    try workspace.replace("return 0;", with: "int unused; return 0;", in: file)
    let outcome = try workspace.check("shims")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("FAIL shims: \(file):3: unused variable 'unused'"))
  }

  @Test func `a header compiles alone`() throws {
    let file = "Packages/SocketKit/Sources/CSocketShims/include/shims.h"
    try workspace.replace("int shim(void);", with: "int shim(void);\nint room(size_t octets);", in: file)
    let outcome = try workspace.check("shims")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("FAIL shims: \(file):2: unknown type name 'size_t'"))
  }

  @Test func `a tool has a manual page`() throws {
    workspace.folder.remove("Tools/second/second.1")
    #expect(
      try workspace.check("manuals")
        == .broken("manuals", "Tools/second/second.1:1: missing: second has no manual page"))
  }

  @Test func `the way in leads to every tool, in the words of the README`() throws {
    try workspace.replace("| `second` | does `another` |\n", with: "", in: "README.md")
    try workspace.replace(".It Xr first 1\ndoes one", with: ".It Xr first 1\ndoes some", in: "docs/tcplab.7")
    #expect(
      try workspace.check("manuals")
        == .broken(
          "manuals", "README.md:1: second has no row in the table of tools",
          "docs/tcplab.7:1: lists first, second; README.md lists first",
          "docs/tcplab.7:9: says that first does some thing; README.md: does one thing"))
  }

  @Test func `there is a way in`() throws {
    workspace.folder.remove("docs/tcplab.7")
    #expect(
      try workspace.check("manuals")
        == .broken("manuals", "docs/tcplab.7:1: missing: the manual page that leads to all others"))
  }

  @Test(.enabled(if: Programs.exist("mandoc"), "mandoc is not installed"))
  func `a manual page is clean`() throws {
    try workspace.replace(".Sh DESCRIPTION", with: ".Sh DESCRIPTION\n.Bx Xy\n.Nope", in: "Tools/second/second.1")
    let outcome = try workspace.check("manuals")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("FAIL manuals: Tools/second/second.1:9: "))
  }
}
