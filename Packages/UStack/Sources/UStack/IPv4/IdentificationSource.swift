/// The numbers that tell the fragments of one datagram from another's.
///
/// A counter passes through a permutation of 16 bits that the seed chose: no number comes twice among 65,536, and who
/// sees some cannot count how many the host sent in between, as an idle scan does.
///
/// Source: RFC 6864 §4.2, §5.3; RFC 6274 §3.5.2.
struct IdentificationSource: Sendable {
  private var counter: UInt16
  private let factor: UInt16
  private let mask: UInt16

  init(_ random: inout RandomSource) {
    let bits = random.next()
    counter = UInt16(truncatingIfNeeded: bits)
    factor = UInt16(truncatingIfNeeded: bits >> 16) | 1
    mask = UInt16(truncatingIfNeeded: bits >> 32)
  }

  /// The next number.
  mutating func next() -> UInt16 {
    counter &+= 1
    // An odd factor, an exclusive or and a shift by half are invertible each, and so is their chain.
    var mixed = counter &* factor ^ mask
    mixed ^= mixed >> 8
    mixed = mixed &* 0x9E37
    return mixed ^ mixed >> 7
  }
}
