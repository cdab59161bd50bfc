import PacketCodec
import Testing

@Suite struct `A pcapng writer` {
  let ethernet = CaptureInterface(name: "lo", linkType: .ethernet)

  @Test func `begins with a section in its own order`() {
    #expect(PcapNGWriter().octets == hex("0a0d0d0a 20000000 4d3c2b1a 01000000 ffffffffffffffff 00000000 20000000"))
  }

  @Test func `numbers interfaces from zero`() {
    var writer = PcapNGWriter()
    #expect(writer.append(ethernet) == 0)
    #expect(writer.append(CaptureInterface(linkType: .raw)) == 1)
  }

  @Test func `may be emptied between blocks`() {
    var writer = PcapNGWriter()
    var file = writer.octets
    writer.removeAll()
    #expect(writer.octets.isEmpty)
    _ = writer.append(ethernet)
    for frame in twoFrames { writer.append(frame) }
    file += writer.octets
    #expect(read(file) == (twoFrames, nil))
  }

  @Test(arguments: [0, 1, 2, 3, 4, CaptureLimit.frameOctets]) func `keeps a frame of any length`(count: Int) {
    let frame = CapturedFrame(timestampNanoseconds: .max, octets: [UInt8](repeating: 0xA5, count: count))
    #expect(read(file([frame])) == ([frame], nil))
  }

  @Test func `writes a time before 1970 as 1970`() {
    let frame = CapturedFrame(timestampNanoseconds: -1, octets: [])
    #expect(read(file([frame])).frames.map(\.timestampNanoseconds) == [0])
  }

  @Test(arguments: [
    ("", ""), ("x", "x"),
    (String(repeating: "x", count: 65_536), String(repeating: "x", count: 65_535)),
    (String(repeating: "ü", count: 32_768), String(repeating: "ü", count: 32_767)),
  ])
  func `cuts a comment between characters`(comment: String, kept: String) {
    let frame = CapturedFrame(timestampNanoseconds: 0, octets: [1], comments: [comment])
    #expect(read(file([frame])).frames.first?.comments == [kept])
  }

  @Test func `leaves counters out that are not known`() throws {
    var writer = PcapNGWriter()
    let index = writer.append(ethernet)
    writer.append(CaptureStatistics(droppedByKernel: 1), interfaceIndex: index, timestampNanoseconds: 0)
    let statistics = try #require(try reader(of: writer.octets).interfaces.first?.statistics)
    #expect(statistics == CaptureStatistics(droppedByKernel: 1))
  }

  @Test func `refuses a frame of an interface it was not told of`() async {
    await #expect(processExitsWith: .failure) {
      var writer = PcapNGWriter()
      writer.append(CapturedFrame(timestampNanoseconds: 0, octets: []))
    }
  }

  private func file(_ frames: [CapturedFrame]) -> [UInt8] {
    var writer = PcapNGWriter()
    _ = writer.append(ethernet)
    for frame in frames { writer.append(frame) }
    return writer.octets
  }
}
