/// What the command line sets.
struct Settings: Sendable {
  /// Longer than a round trip to the other side of the world, and than a turn of any loop that means to serve.
  var interval = Duration.milliseconds(500)
  var ports: ClosedRange<UInt16>?
}
