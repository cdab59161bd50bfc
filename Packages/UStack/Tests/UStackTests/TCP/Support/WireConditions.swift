import UStack

/// What a virtual wire does to what it carries.
struct WireConditions {
  /// From one end to the other.
  var latency = Interval.milliseconds(10)
  /// Of a million segments, how many vanish.
  var lossPerMillion = 0
  /// Of a million segments, at how many a burst of losses begins.
  var burstPerMillion = 0
  /// Segments that are lost in a burst, at most.
  var longestBurst = 8
  /// While nothing comes through, and from whom.
  var blackout: Blackout?
  /// Of a million, how many are held back behind later ones.
  var reorderPerMillion = 0
  /// How long those are held back.
  var reorderDelay = Interval.milliseconds(5)
  /// Of a million, how many come twice.
  var duplicatePerMillion = 0
  /// Of a million, how many arrive with an octet changed.
  var corruptPerMillion = 0
  /// Of a million that may be marked, how many are (RFC 3168 §5).
  var markPerMillion = 0
  /// Octets a second, or nil for a wire without limit.
  var octetsPerSecond: Int?
  /// Octets that wait for a limited wire at most.
  var queueOctets = 100_000

  /// One direction is dead for a while.
  struct Blackout {
    /// Whose segments vanish.
    var from: Pair.Side
    var start: Instant
    var end: Instant
  }
}
