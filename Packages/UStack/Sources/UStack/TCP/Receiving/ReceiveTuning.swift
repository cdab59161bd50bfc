/// How much the peer may send ahead, learned from how fast its text is read.
///
/// A peer can only be as fast as a window a round trip, and in slow start it is twice as fast each time. So the window
/// becomes twice what is read in a round trip, and never shrinks. Where nobody reads, nothing grows: a peer that sends
/// much and a program that stands still keep no more memory than the start.
///
/// Source: M. Fisk, W. Feng, Dynamic Right-Sizing in TCP (2001), §3; RFC 9293 §3.8.6 leaves the size to the receiver.
struct ReceiveTuning {
  /// The shortest round trip believed: our clock's tick.
  static let shortestRoundTrip = TimestampClock.tick
  /// Segments beside twice the reading, so that a window just opened is worth its acknowledgment.
  static let spareSegments = 16

  /// Octets that may wait to be read.
  private(set) var limit: Int
  /// What `limit` grows to at most.
  let most: Int
  /// Since when reading is counted, and what was read.
  private var since: Instant?
  private var octets = 0
  /// The shortest round trip seen since then.
  private var roundTrip: Interval?

  init(_ buffer: ConnectionOptions.ReceiveBuffer) {
    limit = buffer.start
    most = buffer.most
  }

  /// Text came that answers what we sent `roundTrip` ago.
  mutating func measure(_ roundTrip: Interval) {
    guard limit < most else { return }
    self.roundTrip = min(self.roundTrip ?? roundTrip, roundTrip)
  }

  /// The application read.
  ///
  /// - Parameters:
  ///   - count: octets.
  ///   - otherwise: the round trip where no text told of one.
  ///   - segment: octets of a full segment of the peer.
  mutating func read(_ count: Int, otherwise: Interval?, segment: Int, now: Instant) {
    guard limit < most else { return }
    guard let since else { return since = now }
    octets += count
    guard let measured = roundTrip ?? otherwise else { return }
    let roundTrip = max(measured, Self.shortestRoundTrip)
    let elapsed = now - since
    guard elapsed >= roundTrip else { return }
    // As much as in one round trip, however long nobody looked.
    let need = Int(Double(octets) * Double(roundTrip.nanoseconds) / Double(elapsed.nanoseconds))
    limit = max(limit, min(most, 2 * need + Self.spareSegments * segment))
    self.since = now
    self.roundTrip = nil
    octets = 0
  }
}
