import Testing

@Suite(.serialized) struct `An outside project` {
  @Test func `takes one library by URL, and compiles no other`() throws {
    let project = try OutsideProject(taking: [.packetCodec], by: .url, from: PublishedWorkspace.shared.get())
    try project.build()
    #expect(try project.modules() == ["PacketCodec", "UsesPacketCodec"])
    #expect(try project.run() == [Consumer.packetCodec.output])
  }

  @Test func `takes each library alone by URL`() throws {
    let project = try OutsideProject(taking: Consumer.all, by: .url, from: PublishedWorkspace.shared.get())
    try project.build()
    #expect(try project.run() == Consumer.all.map(\.output))
  }

  @Test func `takes each library alone by path`() throws {
    #expect(try OutsideProject.withAllByPath.get().run() == Consumer.all.map(\.output))
  }

  @Test func `can take every library there is`() throws {
    let folders = try Command("ls", ThisWorkspace.path("Packages")).succeed().split(separator: "\n").map(String.init)
    #expect(Consumer.all.map(\.library).sorted() == folders.sorted())
  }
}
