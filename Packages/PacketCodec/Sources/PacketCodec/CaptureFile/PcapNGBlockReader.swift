/// Reads one pcapng block whose length, in front and behind, was found good.
///
/// Source: draft-ietf-opsawg-pcapng §4.1 ... §4.8.
struct PcapNGBlockReader {
  var order: ByteOrder
  /// Where in the file the block starts, for errors.
  var position: Int
  /// The interfaces of this section, by their index over all sections.
  var interfaces: ArraySlice<CaptureInterface>

  /// What `block` says, from its type to its trailing length.
  func content(of block: RawSpan) throws(CaptureFileError) -> PcapNGContent {
    switch block.integer(at: 0, order, as: UInt32.self) {
    case PcapNGBlock.section: .section(comments: try section(block))
    case PcapNGBlock.interface: .interface(try interface(block))
    case PcapNGBlock.interfaceStatistics: try statistics(block)
    case PcapNGBlock.enhancedPacket: .frame(try packet(block, block.integer(at: 8, order)))
    case PcapNGBlock.packet: .frame(try oldPacket(block))
    case PcapNGBlock.simplePacket: .frame(try simplePacket(block))
    case PcapNGBlock.nameResolution: try names(block)
    case PcapNGBlock.decryptionSecrets: try secrets(block)
    case PcapNGBlock.copyableCustom, PcapNGBlock.custom: try custom(block)
    default: .other
    }
  }

  /// Records up to one of type 0, each with its length; the options behind them are left alone.
  private func names(_ block: RawSpan) throws(CaptureFileError) -> PcapNGContent {
    try require(12, in: block)
    var offset = 8
    while offset + 4 <= block.byteCount - 4 {
      let type: UInt16 = block.integer(at: offset, order)
      let count = Int(block.integer(at: offset + 2, order, as: UInt16.self)), room = block.byteCount - 8 - offset
      guard type != 0 else { break }
      // An address of either version; its names end with an octet of 0.
      let least = type == 1 ? 4 : type == 2 ? 16 : 0
      guard count >= least, count <= room else {
        throw .outOfRange(
          .nameRecordLength, found: count, allowed: least ... max(least, room), at: position + offset + 2)
      }
      let last: UInt8 = count > least ? block.integer(at: offset + 3 + count, order) : 0
      guard least == 0 || last == 0 else {
        throw .outOfRange(.nameEnd, found: Int(last), allowed: 0 ... 0, at: position + offset + 3 + count)
      }
      offset += 4 + (count + 3) & ~3
    }
    return .other
  }

  private func secrets(_ block: RawSpan) throws(CaptureFileError) -> PcapNGContent {
    try require(16, in: block)
    let count = Int(block.integer(at: 12, order, as: UInt32.self)), room = block.byteCount - 20
    guard count <= room else {
      throw .outOfRange(.secretsLength, found: count, allowed: 0 ... room, at: position + 12)
    }
    return .other
  }

  private func custom(_ block: RawSpan) throws(CaptureFileError) -> PcapNGContent {
    try require(12, in: block)
    return .other
  }

  private func section(_ block: RawSpan) throws(CaptureFileError) -> [String] {
    try require(24, in: block)
    let major = Int(block.integer(at: 12, order, as: UInt16.self))
    let minor = Int(block.integer(at: 14, order, as: UInt16.self))
    // 1.2 was written by mistake for 1.0 and means the same (§4.1).
    guard major == 1, minor == 0 || minor == 2 else {
      throw .unsupportedVersion(major: major, minor: minor, at: position + 12)
    }
    return try comments(in: block, from: 24)
  }

  private func interface(_ block: RawSpan) throws(CaptureFileError) -> CaptureInterface {
    try require(16, in: block)
    var interface = CaptureInterface(
      linkType: LinkType(rawValue: block.integer(at: 8, order)),
      snapLength: Int(block.integer(at: 12, order, as: UInt32.self)), resolution: .microseconds)
    var options = PcapNGOptions(of: block, from: 16, order, position: position)
    while let option = try options.next(in: block) {
      switch option.code {
      case PcapNGOption.comment where interface.comments.count < CaptureLimit.comments:
        interface.comments.append(option.text(in: block))
      case PcapNGOption.interfaceName: interface.name = option.text(in: block)
      case PcapNGOption.interfaceResolution:
        if let octet = option.integer(in: block, order, as: UInt8.self) {
          interface.resolution = TimestampResolution(rawValue: octet)
        }
      case PcapNGOption.interfaceFilter where option.value.isEmpty:
        // Its first octet says what language the rest is in.
        throw .outOfRange(
          .optionLength, found: 0, allowed: 1 ... CaptureLimit.optionOctets, at: position + option.value.lowerBound - 2)
      case PcapNGOption.interfaceTimeOffset:
        if let seconds = option.integer(in: block, order, as: Int64.self) { interface.offsetSeconds = seconds }
      default: break
      }
    }
    return interface
  }

  private func statistics(_ block: RawSpan) throws(CaptureFileError) -> PcapNGContent {
    try require(20, in: block)
    // They are of no interest without their interface; the frames behind them are.
    guard let index = try? interfaceIndex(block.integer(at: 8, order)) else { return .nothing }
    var statistics = CaptureStatistics()
    var options = PcapNGOptions(of: block, from: 20, order, position: position)
    while let option = try options.next(in: block) {
      let number = option.integer(in: block, order, as: UInt64.self)
      switch option.code {
      case PcapNGOption.statisticsReceived: statistics.received = number
      case PcapNGOption.statisticsDroppedByInterface: statistics.droppedByInterface = number
      case PcapNGOption.statisticsDroppedByKernel: statistics.droppedByKernel = number
      default: break
      }
    }
    return .statistics(interfaceIndex: index, statistics)
  }

  /// The packet that was there before the enhanced one: its interface has half a word, the other half counts drops.
  private func oldPacket(_ block: RawSpan) throws(CaptureFileError) -> CaptureRecord {
    try require(28, in: block)
    return try packet(block, UInt32(block.integer(at: 8, order, as: UInt16.self)))
  }

  private func packet(_ block: RawSpan, _ interface: UInt32) throws(CaptureFileError) -> CaptureRecord {
    try require(28, in: block)
    let index = try interfaceIndex(interface)
    let high = UInt64(block.integer(at: 12, order, as: UInt32.self))
    let low = UInt64(block.integer(at: 16, order, as: UInt32.self))
    let count = Int(block.integer(at: 20, order, as: UInt32.self))
    let allowed = 0 ... min(CaptureLimit.frameOctets, block.byteCount - 32)
    guard allowed.contains(count) else {
      throw .outOfRange(.capturedLength, found: count, allowed: allowed, at: position + 20)
    }
    return CaptureRecord(
      timestampNanoseconds: interfaces[index].nanoseconds(ticks: high << 32 | low), interfaceIndex: index,
      originalCount: Int(block.integer(at: 24, order, as: UInt32.self)),
      comments: try comments(in: block, from: 28 + (count + 3) & ~3, ofPacket: true), place: 28 ..< 28 + count)
  }

  /// A frame without a time, of the section's first interface; how much was kept follows from the snap length, and is all
  /// that the block has.
  private func simplePacket(_ block: RawSpan) throws(CaptureFileError) -> CaptureRecord {
    try require(12, in: block)
    let index = try interfaceIndex(0)
    let original = Int(block.integer(at: 8, order, as: UInt32.self))
    let snapLength = interfaces[index].snapLength
    let count = snapLength == 0 ? original : min(original, snapLength)
    let allowed = 0 ... min(CaptureLimit.frameOctets, block.byteCount - 16)
    guard allowed.contains(count) else {
      throw .outOfRange(.capturedLength, found: count, allowed: allowed, at: position + 8)
    }
    let whole = 16 + (count + 3) & ~3
    guard block.byteCount == whole else {
      throw .outOfRange(.blockLength, found: block.byteCount, allowed: whole ... whole, at: position + 4)
    }
    return CaptureRecord(
      timestampNanoseconds: 0, interfaceIndex: index, originalCount: original, place: 12 ..< 12 + count)
  }

  private func comments(
    in block: RawSpan, from start: Int, ofPacket: Bool = false
  ) throws(CaptureFileError) -> [String] {
    var comments: [String] = []
    var options = PcapNGOptions(of: block, from: start, order, position: position)
    while let option = try options.next(in: block) {
      if ofPacket { try check(option, of: block) }
      if option.code == PcapNGOption.comment, comments.count < CaptureLimit.comments {
        comments.append(option.text(in: block))
      }
    }
    return comments
  }

  /// Throws for an option of a packet whose length is not the one that its code has.
  private func check(_ option: PcapNGOption, of block: RawSpan) throws(CaptureFileError) {
    guard let allowed = option.packetLengths(in: block), !allowed.contains(option.value.count) else { return }
    throw .outOfRange(
      .optionLength, found: option.value.count, allowed: allowed, at: position + option.value.lowerBound - 2)
  }

  /// The index over all sections of the section's interface `number`.
  private func interfaceIndex(_ number: UInt32) throws(CaptureFileError) -> Int {
    guard number < interfaces.count else { throw .unknownInterface(Int(number), at: position) }
    return interfaces.startIndex + Int(number)
  }

  /// Throws unless the block's fixed part, which ends `end` octets from its start, is there.
  private func require(_ end: Int, in block: RawSpan) throws(CaptureFileError) {
    guard block.byteCount < end + 4 else { return }
    throw .outOfRange(
      .blockLength, found: block.byteCount, allowed: end + 4 ... CaptureLimit.blockOctets, at: position + 4)
  }
}
