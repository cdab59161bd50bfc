/// Chance without memory: what it says hangs on the seed and on what it is asked about, never on what was asked before.
///
/// Source: the mixing is that of Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014).
struct Dice: Sendable {
  /// What is asked about a frame.
  enum Question: UInt64 {
    case loss = 1
    case burst, burstLoss, reorder, duplicate, corrupt, corruptPlace, jitter
  }

  let seed: UInt64

  /// 64 bits for a question about a frame. Of a segment its number does not count, because it hangs on the order of arrival.
  func draw(_ question: Question, _ frame: FrameIdentity) -> UInt64 {
    var state = begin(question, frame)
    state = Self.mix(state, UInt64(frame.sequence) << 32 | UInt64(frame.acknowledgment))
    state = Self.mix(state, UInt64(truncatingIfNeeded: frame.octets))
    if !frame.kind.isSegment { state = Self.mix(state, UInt64(truncatingIfNeeded: frame.number)) }
    return state
  }

  /// 64 bits for a place of the chain that a frame stands in.
  func draw(_ question: Question, _ frame: FrameIdentity, at place: Int) -> UInt64 {
    Self.mix(begin(question, frame), UInt64(truncatingIfNeeded: place))
  }

  private func begin(_ question: Question, _ frame: FrameIdentity) -> UInt64 {
    let way: UInt64 = frame.direction == .forward ? 0 : 1
    var state = Self.mix(seed, question.rawValue << 8 | UInt64(frame.kind.place) << 1 | way)
    state = Self.mix(state, UInt64(truncatingIfNeeded: frame.connection))
    return Self.mix(state, UInt64(truncatingIfNeeded: frame.transmission))
  }

  private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    var mixed = (state ^ word) &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
