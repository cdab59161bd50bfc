/// The blocks of one SACK option, stored in place.
///
/// Source: RFC 2018 §3.
public struct SACKBlocks: Sendable {
  /// The most blocks: four take 34 of the 40 octets, a fifth would not fit.
  public static let capacity = 4

  private var storage: InlineArray<4, SACKBlock>
  /// Blocks in use, 0 ... 4.
  public private(set) var count = 0

  /// No blocks.
  public init() {
    let nothing = SACKBlock(leftEdge: SequenceNumber(0), rightEdge: SequenceNumber(0))
    storage = InlineArray(repeating: nothing)
  }

  /// Puts `block` behind the others.
  ///
  /// - Precondition: fewer than four are there.
  public mutating func append(_ block: SACKBlock) {
    storage[count] = block
    count += 1
  }
}

extension SACKBlocks: RandomAccessCollection {
  /// 0, where the block stands that the most recent segment belongs to (RFC 2018 §4).
  public var startIndex: Int { 0 }
  /// `count`.
  public var endIndex: Int { count }

  /// The block at `index`, 0 ..< `count`; any other index traps.
  public subscript(index: Int) -> SACKBlock {
    precondition(index < count, "block out of range")
    return storage[index]
  }
}

extension SACKBlocks: Hashable {
  /// Equal blocks in equal order.
  public static func == (left: SACKBlocks, right: SACKBlocks) -> Bool { left.elementsEqual(right) }

  /// Feeds the blocks and their count.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for block in self { hasher.combine(block) }
  }
}
