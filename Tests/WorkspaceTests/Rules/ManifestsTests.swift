import Testing

@Suite struct `The rule of two manifests` {
  let workspace: SmallWorkspace
  private let toolKit = "Packages/ToolKit/Package.swift"

  init() throws { workspace = try SmallWorkspace() }

  @Test func `a target has the same settings in both`() throws {
    try workspace.replace(".swiftLanguageMode(.v6)", with: ".swiftLanguageMode(.v5)", in: toolKit)
    let outcome = try workspace.check("manifests")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("FAIL manifests: \(toolKit):1: target ToolKit: settings: package says"))
  }

  @Test func `a target depends on the same in both`() throws {
    try workspace.replace(
      #"name: "ToolKit", dependencies: ["SocketKit"]"#,
      with: #"name: "ToolKit", dependencies: ["SocketKit", "PacketCodec"]"#, in: "Package.swift")
    #expect(
      try workspace.check("manifests")
        == .broken(
          "manifests",
          """
          \(toolKit):1: target ToolKit: dependencies: package says ['SocketKit'], \
          root says ['PacketCodec', 'SocketKit']
          """))
  }

  @Test func `a target is in both`() throws {
    try workspace.replace(#".target(name: "CSocketShims"),"#, with: "", in: "Packages/SocketKit/Package.swift")
    #expect(
      try workspace.check("manifests")
        == .broken(
          "manifests",
          "Packages/SocketKit/Package.swift:1: package dependency CSocketShims: a target uses it",
          "Packages/SocketKit/Package.swift:1: target CSocketShims is only in the root manifest"))
  }

  @Test func `a product is in both`() throws {
    try workspace.replace(#".library(name: "ToolKit", targets: ["ToolKit"]),"#, with: "", in: "Package.swift")
    #expect(
      try workspace.check("manifests")
        == .broken("manifests", "\(toolKit):1: product ToolKit is only in the package"))
  }

  @Test func `a package depends on no neighbour that it does not use`() throws {
    try workspace.replace(
      #".package(path: "../SocketKit")"#, with: #".package(path: "../SocketKit"), .package(path: "../PacketCodec")"#,
      in: toolKit)
    #expect(
      try workspace.check("manifests")
        == .broken("manifests", "\(toolKit):1: package dependency PacketCodec: no target uses it"))
  }

  @Test func `a package has a manifest of its own`() throws {
    workspace.folder.remove(toolKit)
    #expect(
      try workspace.check("manifests")
        == .broken("manifests", "\(toolKit):1: missing: each package has a manifest of its own"))
  }
}
