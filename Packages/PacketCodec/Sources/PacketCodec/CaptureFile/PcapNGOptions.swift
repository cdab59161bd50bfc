/// A walk over the options of one pcapng block.
///
/// Source: draft-ietf-opsawg-pcapng §3.5.
struct PcapNGOptions {
  private var offset: Int
  private let end: Int
  private let order: ByteOrder
  private let position: Int

  /// A walk from `start` to the block's trailing length; `position` is the block's place in the file.
  init(of block: RawSpan, from start: Int, _ order: ByteOrder, position: Int) {
    offset = start
    end = block.byteCount - 4
    self.order = order
    self.position = position
  }

  /// The next option of `block`, or nil behind the last: at the end mark, or where no option's head fits.
  ///
  /// - Throws: `.outOfRange` for a length that leads out of the block, or is less than its code takes.
  mutating func next(in block: RawSpan) throws(CaptureFileError) -> PcapNGOption? {
    guard offset + 4 <= end else { return nil }
    let code: UInt16 = block.integer(at: offset, order)
    let count = Int(block.integer(at: offset + 2, order, as: UInt16.self))
    guard code != PcapNGOption.endOfOptions else { return nil }
    let room = end - offset - 4, least = PcapNGOption.custom.contains(code) ? 4 : 0
    guard count >= least, count <= room else {
      throw .outOfRange(.optionLength, found: count, allowed: least ... max(least, room), at: position + offset + 2)
    }
    let option = PcapNGOption(code: code, value: offset + 4 ..< offset + 4 + count)
    offset += 4 + (count + 3) & ~3
    return option
  }
}
