/// Reads pcapng, piece by piece.
///
/// Give octets with `append`, then take records with `next` until it returns nil; at the end of the file `finish` says
/// whether it was whole. A block is held until it is complete, then read and dropped; what says nothing of frames or
/// interfaces is kept for `takeBlocks`. Interfaces of all sections stand in one list.
///
/// Source: draft-ietf-opsawg-pcapng §3, §4.
public struct PcapNGReader: Sendable {
  private var queue = OctetQueue()
  /// Octets of the block that was given last, which stay until the next one is asked for.
  private var lentCount = 0
  /// What is left of `CaptureLimit.textOctets`.
  private var textRoom = CaptureLimit.textOctets
  /// What is left of `CaptureLimit.keptBlockOctets`.
  private var blockRoom = CaptureLimit.keptBlockOctets
  private var blocks: [CaptureBlock] = []
  private var order: ByteOrder?
  /// Where in `interfaces` those of this section begin.
  private var firstInterface = 0
  private var needed = (field: CaptureFileField.fileHeader, count: 12)

  /// The interfaces described so far, with what their statistics blocks said.
  public private(set) var interfaces: [CaptureInterface] = []
  /// The comments on the sections begun so far.
  public private(set) var comments: [String] = []
  /// How many blocks were left out because nobody took those before them.
  public private(set) var omittedBlockCount = 0

  /// A reader at the start of a file.
  public init() {}

  /// Takes the next octets of the file.
  public mutating func append(_ octets: RawSpan) { queue.append(octets) }

  /// The next frame's record.
  ///
  /// - Returns: nil when more octets are needed.
  /// - Throws: any case of `CaptureFileError` but `.truncated`. The same again when called again.
  public mutating func next() throws(CaptureFileError) -> CaptureRecord? {
    if lentCount > 0 {
      queue.consume(lentCount)
      lentCount = 0
      needed = (.block, PcapNGBlock.frameCount)
    }
    while let (count, order) = try nextBlock() {
      if let record = try read(count: count, order) {
        lentCount = count
        needed = (.block, count + PcapNGBlock.frameCount)
        return record
      }
      queue.consume(count)
      needed = (.block, PcapNGBlock.frameCount)
    }
    return nil
  }

  /// The blocks of other kinds that were read since they were taken last, in their order; forgotten here.
  public mutating func takeBlocks() -> [CaptureBlock] {
    defer { (blocks, blockRoom) = ([], CaptureLimit.keptBlockOctets) }
    return blocks
  }

  /// Lends the octets of the record that `next` returned last.
  public func withOctets<Value, Failure: Error>(
    of record: CaptureRecord, _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try queue.withOctets(record.place, body)
  }

  /// Says that the file has no more octets; call it when `next` returned nil.
  ///
  /// - Throws: `.truncated` when the file ends inside a block, or before its first.
  public func finish() throws(CaptureFileError) {
    guard order == nil || queue.count > lentCount else { return }
    throw .truncated(needed.field, at: queue.position + queue.count, needed: needed.count - queue.count)
  }

  /// The length and order of the next block, once all of it is there.
  private mutating func nextBlock() throws(CaptureFileError) -> (count: Int, order: ByteOrder)? {
    guard queue.count >= PcapNGBlock.frameCount else { return nil }
    let type: UInt32 = queue.integer(at: 0, .big)
    let order = type == PcapNGBlock.section ? try sectionOrder() : self.order
    guard let order else { throw .unknownMagic(type) }
    let told = Int(queue.integer(at: 4, order, as: UInt32.self))
    // It has to be a multiple of four; some writers count all but the padding.
    let count = (told + 3) & ~3
    let least = type == PcapNGBlock.section ? 28 : PcapNGBlock.frameCount
    guard told >= least, count <= CaptureLimit.blockOctets else {
      throw .outOfRange(.blockLength, found: told, allowed: least ... CaptureLimit.blockOctets, at: queue.position + 4)
    }
    needed = (.block, count)
    guard queue.count >= count else { return nil }
    let trailing = Int(queue.integer(at: count - 4, order, as: UInt32.self))
    guard trailing == told else {
      throw .outOfRange(.trailingLength, found: trailing, allowed: told ... told, at: queue.position + count - 4)
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

  /// Reads the whole block in front and returns its record, if it is a packet's.
  private mutating func read(count: Int, _ order: ByteOrder) throws(CaptureFileError) -> CaptureRecord? {
    let position = queue.position
    let reader = PcapNGBlockReader(order: order, position: position, interfaces: interfaces[firstInterface...])
    let content = try queue.withOctets(count) { block throws(CaptureFileError) in try reader.content(of: block) }
    switch content {
    case .section(let comments):
      self.order = order
      if hasRoom(for: comments) { self.comments += comments }
      firstInterface = interfaces.count
    case .interface(var interface):
      guard interfaces.count < CaptureLimit.interfaces else { throw .tooManyInterfaces(at: position) }
      if !hasRoom(for: interface.comments + [interface.name ?? ""]) { (interface.name, interface.comments) = (nil, []) }
      interfaces.append(interface)
    case .statistics(let index, let statistics):
      interfaces[index].statistics = statistics
    case .frame(let record):
      return record
    case .other:
      keep(count, order)
    case .nothing: break
    }
    return nil
  }

  /// Keeps the block in front, if there is room for it.
  private mutating func keep(_ count: Int, _ order: ByteOrder) {
    let needed = count + MemoryLayout<CaptureBlock>.size
    guard needed <= blockRoom else { return omittedBlockCount += 1 }
    blockRoom -= needed
    blocks.append(queue.withOctets(count) { CaptureBlock($0, order) })
  }

  /// Takes the room that these texts need, if it is left.
  private mutating func hasRoom(for texts: [String]) -> Bool {
    let needed = texts.reduce(0) { $0 + $1.utf8.count + MemoryLayout<String>.size }
    guard needed <= textRoom else { return false }
    textRoom -= needed
    return true
  }
}
