import UStack

/// What a virtual wire does to what it carries.
struct WireConditions {
  /// From one end to the other.
  var latency = Interval.milliseconds(10)
  /// Of a million segments, how many vanish.
  var lossPerMillion = 0
  /// Of a million, how many are held back behind later ones.
  var reorderPerMillion = 0
  /// How long those are held back.
  var reorderDelay = Interval.milliseconds(5)
  /// Of a million, how many come twice.
  var duplicatePerMillion = 0
  /// Of a million, how many arrive with an octet changed.
  var corruptPerMillion = 0
  /// Octets a second, or nil for a wire without limit.
  var octetsPerSecond: Int?
  /// Octets that wait for a limited wire at most.
  var queueOctets = 100_000
}
