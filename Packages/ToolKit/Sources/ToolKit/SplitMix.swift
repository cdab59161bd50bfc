/// Numbers that a seed repeats, so that what a tool chose by chance can be seen again.
///
/// Not for secrets: who sees a number knows the next.
///
/// Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014).
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator at its beginning.
  ///
  /// - Parameter seed: any number; near ones give sequences that have nothing in common.
  public init(seed: UInt64) { state = seed }

  /// The next of 2⁶⁴ numbers, each of which comes once before any comes again.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
