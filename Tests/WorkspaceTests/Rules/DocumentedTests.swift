import Testing

@Suite struct `The rule of doc comments` {
  let workspace: SmallWorkspace
  private let file = "Packages/PacketCodec/Sources/PacketCodec/Octets.swift"

  init() throws { workspace = try SmallWorkspace() }

  @Test(arguments: [
    "public struct Octets {}", "public func octets() {}", "@inlinable public static func octets() {}",
    "public typealias octets = Int", "public private(set) var octets = 0", "open class Octets {}",
    "@available(*, deprecated)\npublic func octets() {}", "// Says what it is.\npublic let octets = 0",
  ])
  func `a public declaration without one is found`(source: String) throws {
    try workspace.folder.write(source + "\n", to: file)
    let outcome = try workspace.check("documented")
    #expect(outcome.status == 1)
    #expect(outcome.output.lowercased().contains("octets has no doc comment"))
  }

  @Test func `a requirement of a public protocol needs one too`() throws {
    try workspace.folder.write("/// A sink.\npublic protocol Sink {\n  func take()\n}\n", to: file)
    #expect(try workspace.check("documented") == .broken("documented", "\(file):3: func take has no doc comment"))
  }

  @Test(arguments: [
    "struct Octets {}", "/// Octets.\n@frozen\npublic struct Octets {}", "public import Swift",
    "extension Octets {\n  /// None.\n  public static let none = 0\n}", "let text = \"public func octets() {}\"",
    "protocol Sink {\n  func take()\n}", "public extension Octets {}",
  ])
  func `what is not public, or has one, is left alone`(source: String) throws {
    try workspace.folder.write(source + "\n", to: file)
    #expect(try workspace.check("documented") == .kept("documented"))
  }
}
