import Testing

@Suite struct `The rule of circles` {
  let workspace: SmallWorkspace
  private let sources = "Packages/PacketCodec/Sources/PacketCodec"

  init() throws { workspace = try SmallWorkspace() }

  @Test func `two files that name each other are found`() throws {
    try workspace.replace("UInt32", with: "TCPHeader", in: "\(sources)/SequenceNumber.swift")
    #expect(
      try workspace.check("circles")
        == .broken(
          "circles",
          "\(sources)/SequenceNumber.swift:5: names TCPHeader of \(sources)/TCPHeader.swift: a circle of 2 files",
          "\(sources)/TCPHeader.swift:5: names SequenceNumber of \(sources)/SequenceNumber.swift: a circle of 2 files"))
  }

  @Test func `three files in a ring are found`() throws {
    try workspace.folder.write("func third() { second() }\n", to: "\(sources)/First.swift")
    try workspace.folder.write("func first() { third() }\n", to: "\(sources)/Second.swift")
    try workspace.folder.write("func second() { first() }\n", to: "\(sources)/Third.swift")
    let outcome = try workspace.check("circles")
    #expect(outcome.status == 1)
    #expect(outcome.output.split(separator: "\n").count { $0.hasSuffix("a circle of 3 files") } == 3)
  }

  @Test func `a name nested in another file's extension is looked up`() throws {
    try workspace.folder.write(
      "extension TCPHeader {\n  struct Checksum { var of: SequenceNumber }\n}\n", to: "\(sources)/Checksum.swift")
    try workspace.replace("UInt32", with: "TCPHeader.Checksum", in: "\(sources)/SequenceNumber.swift")
    let outcome = try workspace.check("circles")
    #expect(outcome.output.contains("SequenceNumber.swift:5: names TCPHeader.Checksum of \(sources)/Checksum.swift"))
  }

  @Test(arguments: [
    "// Beside TCPHeader.", "let text = \"TCPHeader\"", "let header = Other.TCPHeader()",
    "struct Other {\n  private struct TCPHeader {}\n  var header: TCPHeader?\n}",
  ])
  func `the word alone is no name`(source: String) throws {
    try workspace.folder.write(
      try workspace.folder.text(of: "\(sources)/SequenceNumber.swift") + source + "\n",
      to: "\(sources)/SequenceNumber.swift")
    #expect(try workspace.check("circles") == .kept("circles"))
  }
}
