/// Reads pcapng, piece by piece.
///
/// Give octets with `append`, then take frames with `next` until it returns nil; at the end of the file `finish` says
/// whether it was whole. A block is held until it is complete, then read and dropped; blocks of kinds not known are
/// passed over. Interfaces of all sections stand in one list.
///
/// Source: draft-ietf-opsawg-pcapng §3, §4.
public struct PcapNGReader: Sendable {
  private var queue = OctetQueue()
  private var order: ByteOrder?
  /// Where in `interfaces` those of this section begin.
  private var firstInterface = 0
  private var needed = (field: CaptureFileField.fileHeader, count: 12)

  /// The interfaces described so far, with what their statistics blocks said.
  public private(set) var interfaces: [CaptureInterface] = []
  /// The comments on the sections begun so far.
  public private(set) var comments: [String] = []

  /// A reader at the start of a file.
  public init() {}

  /// Takes the next octets of the file.
  public mutating func append(_ octets: RawSpan) { queue.append(octets) }

  /// The next frame.
  ///
  /// - Returns: nil when more octets are needed.
  /// - Throws: any case of `CaptureFileError` but `.truncated`. The same again when called again.
  public mutating func next() throws(CaptureFileError) -> CapturedFrame? {
    while let (count, order) = try nextBlock() {
      let frame = try read(count: count, order)
      queue.consume(count)
      needed = (.block, PcapNGBlock.frameCount)
      if let frame { return frame }
    }
    return nil
  }

  /// Says that the file has no more octets; call it when `next` returned nil.
  ///
  /// - Throws: `.truncated` when the file ends inside a block, or before its first.
  public func finish() throws(CaptureFileError) {
    guard order == nil || queue.count > 0 else { return }
    throw .truncated(needed.field, at: queue.position + queue.count, needed: needed.count - queue.count)
  }

  /// The length and order of the next block, once all of it is there.
  private mutating func nextBlock() throws(CaptureFileError) -> (count: Int, order: ByteOrder)? {
    guard queue.count >= PcapNGBlock.frameCount else { return nil }
    let type: UInt32 = queue.integer(at: 0, .big)
    let order = type == PcapNGBlock.section ? try sectionOrder() : self.order
    guard let order else { throw .unknownMagic(type) }
    let count = Int(queue.integer(at: 4, order, as: UInt32.self))
    let least = type == PcapNGBlock.section ? 28 : PcapNGBlock.frameCount
    guard (least ... CaptureLimit.blockOctets).contains(count), count & 3 == 0 else {
      throw .outOfRange(.blockLength, found: count, allowed: least ... CaptureLimit.blockOctets, at: queue.position + 4)
    }
    needed = (.block, count)
    guard queue.count >= count else { return nil }
    let trailing = Int(queue.integer(at: count - 4, order, as: UInt32.self))
    guard trailing == count else {
      throw .outOfRange(.trailingLength, found: trailing, allowed: count ... count, at: queue.position + count - 4)
    }
    return (count, order)
  }

  private func sectionOrder() throws(CaptureFileError) -> ByteOrder {
    let magic: UInt32 = queue.integer(at: 8, .big)
    if magic == PcapNGBlock.byteOrderMagic { return .big }
    if magic == PcapNGBlock.byteOrderMagic.byteSwapped { return .little }
    let expected = Int(PcapNGBlock.byteOrderMagic)
    throw .outOfRange(.byteOrderMagic, found: Int(magic), allowed: expected ... expected, at: queue.position + 8)
  }

  /// Reads the whole block in front and returns its frame, if it is a packet's.
  private mutating func read(count: Int, _ order: ByteOrder) throws(CaptureFileError) -> CapturedFrame? {
    let position = queue.position
    let reader = PcapNGBlockReader(order: order, position: position, interfaces: interfaces[firstInterface...])
    let content = try queue.withOctets(count) { block throws(CaptureFileError) in try reader.content(of: block) }
    switch content {
    case .section(let comments):
      self.order = order
      self.comments += comments
      firstInterface = interfaces.count
    case .interface(let interface):
      guard interfaces.count < CaptureLimit.interfaces else { throw .tooManyInterfaces(at: position) }
      interfaces.append(interface)
    case .statistics(let index, let statistics):
      interfaces[index].statistics = statistics
    case .frame(let frame):
      return frame
    case .other:
      break
    }
    return nil
  }
}
