import PacketCodec
import Testing

@Suite struct `A pcap file` {
  let frames = twoFrames.map { frame in
    var frame = frame
    frame.comments = []
    return frame
  }

  @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
  func `reads alike in both orders and units`(bigEndian: Bool, nanoseconds: Bool) throws {
    let octets = pcapOctets(frames, bigEndian: bigEndian, nanoseconds: nanoseconds)
    #expect(read(octets) == (frames, nil))
    let interface = try #require(try reader(of: octets).interfaces.first)
    #expect(interface.linkType == .ethernet && interface.snapLength == 262_144 && interface.name == nil)
    #expect(interface.resolution == (nanoseconds ? .nanoseconds : .microseconds))
  }

  @Test(arguments: [1, 2, 3, 7, 24, 100]) func `reads alike in any pieces`(piece: Int) {
    #expect(read(pcapOctets(frames), piece: piece) == (frames, nil))
  }

  @Test func `gives the frames before any cut, then says where it was`() {
    let octets = pcapOctets(frames)
    let ends = [24, 24 + 16 + frames[0].octets.count, octets.count]
    for count in 0 ..< octets.count {
      let (found, error) = read(Array(octets[..<count]))
      let whole = ends.lastIndex { $0 <= count } ?? 0
      #expect(found == Array(frames[..<whole]))
      guard !ends.contains(count) else {
        #expect(error == nil)
        continue
      }
      guard case .truncated(_, let offset, let needed) = error else {
        Issue.record("cut at \(count): \(String(describing: error))")
        continue
      }
      #expect(offset == count)
      #expect(needed > 0 && octets.count >= count + needed)
    }
  }

  @Test func `names the part that a cut went through`() {
    let octets = pcapOctets(frames)
    #expect(read(Array(octets[..<2])).error == .truncated(.fileHeader, at: 2, needed: 2))
    #expect(read(Array(octets[..<20])).error == .truncated(.fileHeader, at: 20, needed: 4))
    #expect(read(Array(octets[..<30])).error == .truncated(.recordHeader, at: 30, needed: 10))
    #expect(read(Array(octets[..<50])).error == .truncated(.frame, at: 50, needed: 64))
  }

  @Test func `with a frame over the limit is refused where it stands`() {
    var octets = pcapOctets(frames)
    octets[24 + 16 + frames[0].octets.count + 10] = 4
    let (found, error) = read(octets)
    #expect(found == [frames[0]])
    #expect(error == .outOfRange(.capturedLength, found: 262_147, allowed: 0 ... 262_144, at: 122))
  }

  @Test func `of another version is refused`() {
    var octets = pcapOctets(frames)
    octets[4] = 3
    #expect(read(octets).error == .unsupportedVersion(major: 3, minor: 4, at: 4))
  }

  @Test(arguments: [UInt8(0), 2, 3, 4, 5]) func `of an older minor has its lengths in the other order`(minor: UInt8) {
    var octets = pcapOctets(frames)
    octets[4] = 2
    octets[6] = minor
    #expect((read(octets).error == nil) == (minor > 2), "the second frame was cut, so its lengths differ")
    if minor <= 3 {
      let second = octets.count - frames[1].octets.count - 8
      let lengths = octets[second ..< second + 8]
      octets.replaceSubrange(second ..< second + 8, with: lengths.suffix(4) + lengths.prefix(4))
    }
    #expect(read(octets) == (frames, nil))
  }

  @Test func `with the latest times of its fields is read`() {
    var octets = pcapOctets([frames[0]])
    for index in 24 ..< 32 { octets[index] = 0xFF }
    let latest: Int64 = 0xFFFF_FFFF * 1_000_000_001
    #expect(read(octets).frames.map(\.timestampNanoseconds) == [latest])
  }
}
