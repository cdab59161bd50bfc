import Testing

@Suite struct `The rule of floors` {
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  @Test func `a file imports only what its row allows`() throws {
    try workspace.replace("import ToolKit", with: "import ToolKit\nimport PacketCodec", in: "Tools/first/main.swift")
    #expect(
      try workspace.check("floors")
        == .broken(
          "floors",
          "Tools/first/main.swift:2: first imports PacketCodec, which its row in the root manifest does not allow"))
  }

  @Test func `an import inside a comment or a string is none`() throws {
    try workspace.folder.write(
      "/*\nimport PacketCodec\n*/\nlet text = \"\"\"\n  import PacketCodec\n  \"\"\"\n", to: "Tools/first/main.swift")
    #expect(try workspace.check("floors") == .kept("floors"))
  }

  @Test func `a row leads down, not sideways`() throws {
    try workspace.replace(
      #"name: "SocketKit", dependencies: ["CSocketShims"]"#,
      with: #"name: "SocketKit", dependencies: ["CSocketShims", "PacketCodec"]"#, in: "Package.swift")
    #expect(
      try workspace.check("floors")
        == .broken(
          "floors",
          "Package.swift:9: SocketKit (floor 0) depends on PacketCodec (floor 0): imports go down"))
  }

  @Test func `a pure library depends on nothing of the operating system`() throws {
    try workspace.replace(
      #".target(name: "PacketCodec", path"#, with: #".target(name: "PacketCodec", dependencies: ["SocketKit"], path"#,
      in: "Package.swift")
    #expect(
      try workspace.check("floors")
        == .broken(
          "floors",
          "Package.swift:10: PacketCodec depends on SocketKit: PacketCodec imports nothing of the operating system"))
  }

  @Test(arguments: ["Glibc", "Foundation", "Dispatch"])
  func `a pure library imports nothing of the operating system`(module: String) throws {
    try workspace.folder.write("import \(module)\n", to: "Packages/PacketCodec/Sources/PacketCodec/Clock.swift")
    #expect(
      try workspace.check("floors")
        == .broken(
          "floors",
          """
          Packages/PacketCodec/Sources/PacketCodec/Clock.swift:1: PacketCodec imports \(module), \
          but nothing of the operating system may be imported here
          """))
  }

  @Test func `no library imports Foundation`() throws {
    try workspace.folder.write(
      "public import struct FoundationEssentials.Date\n", to: "Packages/ToolKit/Sources/ToolKit/Command.swift")
    #expect(
      try workspace.check("floors")
        == .broken(
          "floors",
          """
          Packages/ToolKit/Sources/ToolKit/Command.swift:1: ToolKit imports FoundationEssentials: \
          no Foundation below the tools
          """))
  }

  @Test func `a tool imports no tool`() throws {
    try workspace.replace(
      #"name: "second", dependencies: ["ToolKit"]"#, with: #"name: "second", dependencies: ["ToolKit", "first"]"#,
      in: "Package.swift")
    #expect(
      try workspace.check("floors")
        == .broken("floors", "Package.swift:26: second depends on the tool first: nothing imports a tool"))
  }

  @Test func `a C target stays inside its package`() throws {
    try workspace.replace(
      #"name: "ToolKit", dependencies: ["SocketKit"]"#,
      with: #"name: "ToolKit", dependencies: ["SocketKit", "CSocketShims"]"#, in: "Package.swift")
    try workspace.replace(
      "internal import", with: "public import", in: "Packages/SocketKit/Sources/SocketKit/Socket.swift")
    #expect(
      try workspace.check("floors")
        == .broken(
          "floors", "Package.swift:11: ToolKit depends on CSocketShims, a C target of SocketKit alone",
          """
          Packages/SocketKit/Sources/SocketKit/Socket.swift:1: SocketKit imports CSocketShims publicly: \
          a C target stays inside its package
          """))
  }

  @Test func `a library without a floor is asked for one`() throws {
    try workspace.replace(
      #".executableTarget(name: "first""#,
      with: #".target(name: "Attic", path: "Packages/Attic/Sources/Attic"), .executableTarget(name: "first""#,
      in: "Package.swift")
    #expect(
      try workspace.check("floors")
        == .broken("floors", "Package.swift:25: Attic has no floor: give it one in scripts/checks/floors.py"))
  }
}
