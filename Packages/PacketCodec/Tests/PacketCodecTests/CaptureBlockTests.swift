import PacketCodec
import Testing

@Suite struct `Blocks beside the frames` {
  let blocks = [
    CaptureBlock(.nameResolution, octets: hex("0100 0900 7f000001 6c6f6f7000 000000 00000000")),
    CaptureBlock(.decryptionSecrets, octets: hex("4b534c54 03000000 61620a00")),
    CaptureBlock(.custom(enterprise: 32_473, isCopyable: true), octets: hex("01020304")),
    CaptureBlock(.custom(enterprise: 32_473, isCopyable: false), octets: []),
    CaptureBlock(.unknown(0x99), octets: hex("01020304 05060708")),
  ]

  @Test func `come back as they were written, each in its place among the frames`() throws {
    var writer = PcapNGWriter(comments: ["section"])
    _ = writer.append(CaptureInterface(name: "veth0", linkType: .ethernet, comments: ["interface"]))
    append(blocks[..<2], to: &writer)
    writer.append(twoFrames[0])
    append(blocks[2...], to: &writer)
    writer.append(twoFrames[1])
    #expect(try copy(of: writer.octets) == writer.octets)
  }

  @Test func `are told by kind, enterprise and octets`() throws {
    var writer = PcapNGWriter()
    append(blocks[...], to: &writer)
    var reader = try reader(of: writer.octets)
    let taken = reader.takeBlocks(), again = reader.takeBlocks()
    #expect(taken == blocks && again.isEmpty)
  }

  @Test func `of the other order are not written, but for custom ones`() throws {
    let section = hex("0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c")
    let custom = hex("00000bad 00000014 00007ed9 01020304 00000014"), unknown = hex("00000099 0000000c 0000000c")
    var reader = try reader(of: section + custom + unknown), writer = PcapNGWriter()
    let blocks = reader.takeBlocks()
    #expect(blocks.map(\.kind) == [.custom(enterprise: 32_473, isCopyable: true), .unknown(0x99)])
    #expect(blocks.map(\.order) == [.big, .big])
    let isWritten = blocks.map { writer.append($0) }
    #expect(isWritten == [true, false])
    #expect(writer.octets.suffix(20) == hex("ad0b0000 14000000 d97e0000 01020304 14000000"))
  }

  @Test func `are left out and counted when nobody takes them`() throws {
    let block = CaptureBlock(.unknown(0x99), octets: [UInt8](repeating: 0, count: 1 << 20))
    var writer = PcapNGWriter()
    append([CaptureBlock](repeating: block, count: 5)[...], to: &writer)
    var reader = try reader(of: writer.octets)
    #expect(reader.omittedBlockCount == 2)
    let first = reader.takeBlocks()
    reader.append(writer.octets.span.bytes)
    while try reader.next() != nil {}
    let second = reader.takeBlocks()
    #expect(first.count == 3 && second.count == 3)
  }

  @Test(arguments: [
    ("04000000 14000000 0100 0500 7f000001 14000000", CaptureFileField.nameRecordLength, 5, 4 ... 4, 10),
    ("0a000000 18000000 4b534c54 05000000 61620a00 18000000", .secretsLength, 5, 0 ... 4, 12),
    ("0a000000 18000000 4b534c54 ffffffff 61620a00 18000000", .secretsLength, 0xFFFF_FFFF, 0 ... 4, 12),
    ("0a000000 10000000 4b534c54 10000000", .blockLength, 16, 20 ... CaptureLimit.blockOctets, 4),
    ("ad0b0000 0c000000 0c000000", .blockLength, 12, 16 ... CaptureLimit.blockOctets, 4),
  ])
  func `are refused with a length that leads out of them`(
    _ block: String, _ field: CaptureFileField, _ found: Int, _ allowed: ClosedRange<Int>, _ place: Int
  ) {
    let section = PcapNGWriter().octets
    let error = read(section + hex(block)).error
    #expect(error == .outOfRange(field, found: found, allowed: allowed, at: section.count + place))
  }

  private func append(_ blocks: ArraySlice<CaptureBlock>, to writer: inout PcapNGWriter) {
    for block in blocks {
      let isWritten = writer.append(block)
      #expect(isWritten)
    }
  }

  /// All that a reader tells, written again in its order.
  private func copy(of octets: [UInt8]) throws -> [UInt8] {
    var reader = CaptureFileReader()
    reader.append(octets.span.bytes)
    var frame = try reader.next()
    var writer = PcapNGWriter(comments: reader.comments)
    for interface in reader.interfaces { _ = writer.append(interface) }
    while let next = frame {
      append(reader.takeBlocks()[...], to: &writer)
      writer.append(next)
      frame = try reader.next()
    }
    try reader.finish()
    return writer.octets
  }
}
