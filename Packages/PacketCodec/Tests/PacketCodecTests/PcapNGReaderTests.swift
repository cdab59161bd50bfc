import PacketCodec
import Testing

@Suite struct `A pcapng file` {
  /// One section, one interface, two frames, statistics.
  static let octets: [UInt8] = {
    var writer = PcapNGWriter(application: "test", comments: ["section"])
    let index = writer.append(CaptureInterface(name: "veth0", linkType: .ethernet, comments: ["interface"]))
    for frame in twoFrames { writer.append(frame) }
    writer.append(
      CaptureStatistics(received: 2, droppedByInterface: 0, droppedByKernel: 3), interfaceIndex: index,
      timestampNanoseconds: 1_700_000_001_000_000_000)
    return writer.octets
  }()

  /// Where each block of `octets` starts, and the end.
  static let borders: [Int] = {
    var borders = [0]
    while let last = borders.last, last < octets.count { borders.append(last + count(at: last)) }
    return borders
  }()

  static func count(at offset: Int) -> Int { Int(octets[offset + 4]) | Int(octets[offset + 5]) << 8 }

  @Test(arguments: [1, 3, 12, 13, 64, Int.max]) func `reads alike in any pieces`(piece: Int) {
    #expect(read(Self.octets, piece: piece) == (twoFrames, nil))
  }

  @Test func `tells interfaces, comments and statistics`() throws {
    let reader = try reader(of: Self.octets)
    #expect(reader.comments == ["section"])
    let interface = CaptureInterface(
      name: "veth0", linkType: .ethernet, comments: ["interface"],
      statistics: CaptureStatistics(received: 2, droppedByInterface: 0, droppedByKernel: 3))
    #expect(reader.interfaces == [interface])
  }

  @Test func `gives the frames before any cut, then says where it was`() {
    for count in 0 ..< Self.octets.count {
      let (frames, error) = read(Array(Self.octets[..<count]))
      let whole = Self.borders.dropFirst(3).prefix(2).count { $0 <= count }
      #expect(frames == Array(twoFrames[..<whole]))
      if count > 0, Self.borders.contains(count) {
        #expect(error == nil)
      } else if case .truncated(_, let offset, let needed) = error {
        #expect(offset == count)
        #expect(needed > 0 && Self.octets.count >= count + needed)
      } else {
        Issue.record("cut at \(count): \(String(describing: error))")
      }
    }
  }

  @Test func `in the other order reads alike`() {
    #expect(read(bigEndianFile) == ([CapturedFrame(timestampNanoseconds: 1_000_000_002_000, octets: [7])], nil))
  }

  @Test func `counts interfaces over its sections`() throws {
    let twice = Self.octets + bigEndianFile
    #expect(read(twice).frames.map(\.interfaceIndex) == [0, 0, 1])
    #expect(try reader(of: twice).interfaces.map(\.name) == ["veth0", nil])
  }

  @Test func `passes over blocks it does not know`() {
    let unknown = hex("99000000 10000000 01020304 10000000")
    let section = Self.borders[1]
    #expect(read(Self.octets[..<section] + unknown + Self.octets[section...]) == (twoFrames, nil))
  }

  @Test func `may hold simple packets, which have no time`() {
    let packet = hex("03000000 18000000 05000000 0102030405000000 18000000")
    let frame = CapturedFrame(timestampNanoseconds: 0, octets: [1, 2, 3, 4, 5])
    #expect(read(Array(Self.octets[..<Self.borders[2]]) + packet) == ([frame], nil))
  }

  @Test(arguments: [
    "99000000 11000000 0102030405000000 11000000", "09000000 0c000000 0c000000",
    "05000000 14000000 09000000 0000000000000000 14000000",
  ])
  func `passes over a block whose length leaves out its padding, and statistics of an interface never described`(
    _ block: String
  ) {
    let section = Self.borders[2]
    var block = hex(block)
    if block[0] == 5 { (block[4], block[20]) = (0x18, 0x18) }
    #expect(read(Self.octets[..<section] + block + Self.octets[section...]) == (twoFrames, nil))
  }

  @Test func `may hold packets of the old kind, which say beside the interface how many were lost`() {
    let packet = hex("02000000 24000000 0000ffff 00000000 01000000 01000000 05000000 07000000 24000000")
    let frame = CapturedFrame(timestampNanoseconds: 1, originalCount: 5, octets: [7])
    #expect(read(Array(Self.octets[..<Self.borders[2]]) + packet) == ([frame], nil))
  }

  @Test func `may add seconds to the time of an interface`() throws {
    var interface = CaptureInterface(linkType: .ethernet)
    #expect(interface.offsetSeconds == 0)
    let options = "0e00 0800 ffffffffffffffff 00000000"
    let block = hex("01000000 24000000 01000000 00000000 \(options) 24000000")
    interface = try #require(try reader(of: Array(Self.octets[..<Self.borders[1]]) + block).interfaces.first)
    #expect(interface.offsetSeconds == -1)
    let packet = hex("06000000 20000000 00000000 00000000 80841e00 00000000 00000000 20000000")
    let frames = read(Array(Self.octets[..<Self.borders[1]]) + block + packet).frames
    #expect(frames.map(\.timestampNanoseconds) == [1_000_000_000])
  }

  /// A section, an interface in microseconds without options, and one frame of one octet.
  private var bigEndianFile: [UInt8] {
    hex("0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c")
      + hex("00000001 00000014 00010000 00000000 00000014")
      + hex("00000006 00000024 00000000 00000000 3b9aca02 00000001 00000001 07000000 00000024")
  }
}

@Suite struct `A broken pcapng file` {
  let octets = `A pcapng file`.octets
  let borders = `A pcapng file`.borders

  @Test func `begins with something else`() {
    #expect(read(hex("7f454c46 02010100 00000000")).error == .unknownMagic(0x7F45_4C46))
    #expect(read(Array(octets[borders[1]...])).error == .unknownMagic(0x0100_0000))
  }

  @Test func `has no byte order`() {
    let error = CaptureFileError.outOfRange(
      .byteOrderMagic, found: 0, allowed: 0x1A2B_3C4D ... 0x1A2B_3C4D, at: 8)
    #expect(read(changed(8 ..< 12, to: 0)).error == error)
  }

  @Test func `is of another version`() {
    #expect(read(changed(12 ..< 13, to: 2)).error == .unsupportedVersion(major: 2, minor: 0, at: 12))
  }

  @Test(arguments: [(0, 24, 28), (1, 8, 12), (3, 11, 12), (1, 0xFF_FFFF_FC, 12)])
  func `has a block of impossible length`(block: Int, length: Int, least: Int) {
    let start = borders[block]
    var octets = octets
    for index in 0 ..< 4 { octets[start + 4 + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
    let found = length & 0xFFFF_FFFF
    let error = CaptureFileError.outOfRange(
      .blockLength, found: found, allowed: least ... CaptureLimit.blockOctets, at: start + 4)
    #expect(read(octets).error == error)
  }

  @Test func `has two lengths for one block, after its whole frames`() {
    let end = borders[4]
    let (frames, error) = read(changed(end - 4 ..< end - 3, to: 0))
    #expect(frames == [twoFrames[0]])
    guard case .outOfRange(.trailingLength, _, _, let offset) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(offset == end - 4)
  }

  @Test func `has a frame longer than its block`() {
    let start = borders[2]
    let error = read(changed(start + 21 ..< start + 22, to: 1)).error
    let room = borders[3] - start - 32
    #expect(error == .outOfRange(.capturedLength, found: 256 + 74, allowed: 0 ... room, at: start + 20))
  }

  @Test func `has an option longer than its block`() {
    let start = borders[1] + 16
    let error = read(changed(start + 3 ..< start + 4, to: 1)).error
    #expect(error == .outOfRange(.optionLength, found: 261, allowed: 0 ... (borders[2] - start - 8), at: start + 2))
  }

  @Test(arguments: [
    (2, 3, 4, 4), (2, 5, 4, 4), (4, 7, 8, 8), (5, 9, 8, 8), (6, 0, 4, 4), (7, 0, 1, 65_535), (7, 2, 9, 9),
    (2988, 3, 4, 16),
  ])
  func `has an option of a packet with another length than its code's`(_ code: Int, count: Int, least: Int, most: Int) {
    let start = borders[2]
    let option =
      [UInt8(truncatingIfNeeded: code), UInt8(code >> 8), UInt8(count), 0] + [UInt8](repeating: 1, count: 12)
    let packet =
      hex("06000000 34000000 00000000 00000000 00000000 00000000 00000000") + option + hex("00000000 34000000")
    let found = read(Array(octets[..<start]) + packet)
    #expect(found.frames.isEmpty)
    #expect(found.error == .outOfRange(.optionLength, found: count, allowed: least ... most, at: start + 30))
  }

  @Test(arguments: [0, 4, 9]) func `has a simple packet in a block of more, or fewer, octets than it has`(
    _ count: UInt8
  ) {
    let start = borders[2]
    let packet = hex("03000000 18000000") + [count, 0, 0, 0] + hex("0102030405060708 18000000")
    let found = read(Array(octets[..<start]) + packet)
    #expect(found.frames.isEmpty && found.error != nil)
  }

  @Test(arguments: [
    ("0100 0300 7f000000", CaptureFileField.nameRecordLength, 10), ("0100 0800 7f000001 61626364", .nameEnd, 19),
    ("0200 0800 7f000001 61626300", .nameRecordLength, 10), ("0100 c800 7f000001 61626300", .nameRecordLength, 10),
  ])
  func `has names that are not as their kind says`(_ record: String, field: CaptureFileField, at offset: Int) {
    let body = hex(record) + hex("00000000"), start = borders[2]
    let length = [UInt8(body.count + 12), 0, 0, 0]
    guard
      case .outOfRange(field, _, _, start + offset) = read(
        Array(octets[..<start]) + [4, 0, 0, 0] + length + body + length
      ).error
    else {
      Issue.record("\(String(describing: read(Array(octets[..<start]) + [4, 0, 0, 0] + length + body + length).error))")
      return
    }
  }

  @Test func `speaks of an interface it never described`() {
    let start = borders[2]
    #expect(read(changed(start + 8 ..< start + 9, to: 1)).error == .unknownInterface(1, at: start))
    let packet = hex("03000000 10000000 00000000 10000000")
    #expect(read(Array(octets[..<borders[1]]) + packet).error == .unknownInterface(0, at: borders[1]))
  }

  @Test(arguments: [1, 3, 5, 6]) func `has a block without its fixed part`(type: UInt8) {
    let block = [type] + hex("000000 0c000000 0c000000")
    let error = read(Array(octets[..<borders[2]]) + block).error
    guard case .outOfRange(.blockLength, 12, _, borders[2] + 4) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `has more interfaces than the limit`() {
    let interface = Array(octets[borders[1] ..< borders[2]])
    var file = Array(octets[..<borders[1]])
    for _ in 0 ..< CaptureLimit.interfaces { file += interface }
    #expect(read(file).error == nil)
    #expect(read(file + interface).error == .tooManyInterfaces(at: file.count))
  }

  @Test func `gives the same error again`() {
    var reader = CaptureFileReader()
    reader.append(changed(8 ..< 12, to: 0).span.bytes)
    for _ in 0 ..< 2 { #expect(throws: CaptureFileError.self) { try reader.next() } }
  }

  private func changed(_ range: Range<Int>, to octet: UInt8) -> [UInt8] {
    var changed = octets
    for index in range { changed[index] = octet }
    return changed
  }
}
