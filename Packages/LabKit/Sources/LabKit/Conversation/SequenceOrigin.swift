internal import PacketCodec

/// Turns sequence numbers of one direction into places counted from its initial one, which do not wrap.
struct SequenceOrigin: Hashable, Sendable {
  private var last: SequenceNumber
  private var lastPlace: Int64

  /// - Parameter initial: the number that becomes place 0: a SYN's, or one less than the first octet seen.
  init(initial: SequenceNumber) {
    last = initial
    lastPlace = 0
  }

  /// The place of `number`, taken to be the nearest to the last one asked for.
  mutating func place(of number: SequenceNumber) -> Int64 {
    lastPlace += Int64(number.distance(from: last))
    last = number
    return lastPlace
  }
}
