import Testing

@Suite(.serialized) struct `An outside project` {
  private static let workspace = Result { try PublishedWorkspace() }

  @Test func `takes one library by URL, and compiles no other`() throws {
    let project = try OutsideProject(taking: [.packetCodec], by: .url, from: Self.workspace.get())
    try project.build()
    #expect(try project.modules() == ["PacketCodec", "UsesPacketCodec"])
    #expect(try project.run() == [Consumer.packetCodec.output])
  }

  @Test(arguments: [OutsideProject.Way.url, .path])
  func `takes each library alone`(way: OutsideProject.Way) throws {
    let project = try OutsideProject(taking: Consumer.all, by: way, from: Self.workspace.get())
    try project.build()
    #expect(try project.run() == Consumer.all.map(\.output))
  }

  @Test func `can take every library there is`() throws {
    let folders = try Command("ls", ThisWorkspace.path("Packages")).succeed().split(separator: "\n").map(String.init)
    #expect(Consumer.all.map(\.library).sorted() == folders.sorted())
  }
}
