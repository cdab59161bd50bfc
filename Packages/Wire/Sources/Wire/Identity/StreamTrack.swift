/// What one direction of a connection has offered so far.
struct StreamTrack: Sendable {
  /// The number that the others are counted from: the SYN's, or, where the beginning was not seen, the one before the
  /// first that was.
  private(set) var origin: UInt32?
  /// Whether the origin is a SYN's.
  private(set) var beganWithSynchronize = false
  var synchronizes = 0
  var finishes = 0
  var resets = 0
  var dataSegments = 0
  var acknowledgments = 0
  private var lastAcknowledgment: (sequence: UInt32, acknowledgment: UInt32, times: Int)?

  /// The place of a segment, counted from the origin, which is made if there is none.
  mutating func place(of sequence: UInt32, isSynchronize: Bool) -> UInt32 {
    if isSynchronize {
      origin = sequence
      beganWithSynchronize = true
    }
    if origin == nil { origin = sequence &- 1 }
    return sequence &- origin!
  }

  /// How often this acknowledgment was said in a row, this time included.
  mutating func acknowledge(_ sequence: UInt32, _ acknowledgment: UInt32) -> Int {
    let isSame = lastAcknowledgment.map { ($0.sequence, $0.acknowledgment) == (sequence, acknowledgment) } ?? false
    let times = isSame ? lastAcknowledgment!.times + 1 : 1
    lastAcknowledgment = (sequence, acknowledgment, times)
    return times
  }
}
