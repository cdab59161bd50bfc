/// The ones' complement sum that IPv4, ICMP, UDP and TCP protect themselves with.
///
/// It takes octets in any number of pieces, odd ones too: a piece that starts at an odd position counts with its octets
/// exchanged. Octets are added in the machine's own order, many at a time, and put right once at the end, which the sum
/// allows and the vector unit likes.
///
/// Source: RFC 1071 §1, §2 (B) and (C).
public struct InternetChecksum: Hashable, Sendable {
  /// The sum so far as a number read most significant octet first, always below 2¹⁶.
  private var sum: UInt32 = 0
  private var endsAtOddOctet = false

  /// A sum over nothing.
  public init() {}

  /// Adds every octet of `octets`, which stand behind those added before.
  ///
  /// - Parameter octets: 0 ... 2³³ octets; more would wrap the sum and make it wrong, never trap.
  public mutating func add(_ octets: RawSpan) {
    let count = octets.byteCount
    var offset = count & ~63
    var total = offset > 0 ? Self.sum(ofBlocks: octets.extracting(0 ..< offset)) : 0
    // What is left of a block, by halves: a loop would take longer to set up than to run.
    if count & 32 != 0 {
      total &+= Self.sum(ofWordAt: offset, octets) &+ Self.sum(ofWordAt: offset &+ 8, octets)
      total &+= Self.sum(ofWordAt: offset &+ 16, octets) &+ Self.sum(ofWordAt: offset &+ 24, octets)
      offset &+= 32
    }
    if count & 16 != 0 {
      total &+= Self.sum(ofWordAt: offset, octets) &+ Self.sum(ofWordAt: offset &+ 8, octets)
      offset &+= 16
    }
    if count & 8 != 0 {
      total &+= Self.sum(ofWordAt: offset, octets)
      offset &+= 8
    }
    if count & 4 != 0 {
      total &+= UInt64(octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
      offset &+= 4
    }
    if count & 2 != 0 {
      total &+= UInt64(octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
      offset &+= 2
    }
    if count & 1 != 0 {
      total &+= UInt64(
        UInt16(bigEndian: UInt16(octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)) << 8))
    }
    add(UInt16(bigEndian: Self.fold(total)))
    if count & 1 != 0 { endsAtOddOctet.toggle() }
  }

  /// The sum of a word's two halves.
  private static func sum(ofWordAt offset: Int, _ octets: RawSpan) -> UInt64 {
    let word = octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return (word & 0xFFFF_FFFF) &+ (word >> 32)
  }

  /// The sum of whole blocks of 64 octets, each taken as sixteen numbers, the lower and the upper halves of eight words.
  ///
  /// The whole words are gathered, whatever is carried out of them, and their upper halves, which have room. What the
  /// lower halves come to is the difference: so a word costs three operations.
  private static func sum(ofBlocks octets: RawSpan) -> UInt64 {
    typealias Block = SIMD8<UInt64>
    var all = Block.zero, upper = Block.zero
    var offset = 0
    while offset < octets.byteCount {
      let block = octets.unsafeLoadUnaligned(fromByteOffset: offset, as: Block.self)
      all &+= block
      upper &+= block &>> Block(repeating: 32)
      offset &+= 64
    }
    let lower = all &- upper &<< Block(repeating: 32)
    return (lower &+ upper).wrappedSum()
  }

  /// Adds one 16-bit word, as if its two octets came next.
  public mutating func add(_ word: UInt16) {
    let both = sum &+ UInt32(endsAtOddOctet ? word.byteSwapped : word)
    sum = (both & 0xFFFF) &+ (both >> 16)
  }

  /// Adds one 32-bit word, as if its four octets came next.
  public mutating func add(_ word: UInt32) {
    add(UInt16(word >> 16))
    add(UInt16(truncatingIfNeeded: word))
  }

  /// Adds one 64-bit word, as if its eight octets came next.
  mutating func add(_ word: UInt64) {
    add(UInt32(truncatingIfNeeded: word >> 32))
    add(UInt32(truncatingIfNeeded: word))
  }

  /// Completes an odd count with one zero octet, so that the next word counts as one: behind odd options, and before a
  /// checksum field is added last.
  public mutating func padToWord() { endsAtOddOctet = false }

  /// What the checksum field holds so that the whole sums to all ones; summed with the field zero.
  public var value: UInt16 { ~UInt16(sum) }

  /// True when what was added, the checksum field among it, sums to all ones.
  public var isValid: Bool { sum == 0xFFFF }

  /// The checksum of octets in which one 16-bit word at an even place was replaced, without summing them again: what a
  /// router does to a header whose TTL it lowers.
  ///
  /// - Parameters:
  ///   - checksum: the field as it fitted before.
  ///   - old: the word that was there.
  ///   - new: the word that is there now.
  /// - Returns: what `value` would be, but for data that are all zeros, whose checksum stays 0xFFFF or 0 as it was; both
  ///   are valid. UDP sends 0xFFFF for 0 (RFC 768).
  ///
  /// Source: RFC 1624 §3, equation 3.
  public static func updated(_ checksum: UInt16, replacing old: UInt16, by new: UInt16) -> UInt16 {
    ~fold(UInt64(~checksum) &+ UInt64(~old) &+ UInt64(new))
  }

  /// The same for a 32-bit word, as an address that is translated.
  public static func updated(_ checksum: UInt16, replacing old: UInt32, by new: UInt32) -> UInt16 {
    let upper = updated(checksum, replacing: UInt16(old >> 16), by: UInt16(new >> 16))
    return updated(upper, replacing: UInt16(truncatingIfNeeded: old), by: UInt16(truncatingIfNeeded: new))
  }

  /// As often as the largest total needs it: a loop's end would depend on the octets, and be guessed wrong.
  private static func fold(_ total: UInt64) -> UInt16 {
    var total = (total & 0xFFFF_FFFF) &+ (total >> 32)
    total = (total & 0xFFFF) &+ (total >> 16)
    total = (total & 0xFFFF) &+ (total >> 16)
    return UInt16(truncatingIfNeeded: (total & 0xFFFF) &+ (total >> 16))
  }
}
