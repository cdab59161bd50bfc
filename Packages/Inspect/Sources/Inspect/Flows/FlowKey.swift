/// A five-tuple without a direction.
struct FlowKey: Hashable, Sendable {
  var low: UInt64
  var high: UInt64
  var `protocol`: UInt8

  func hash(into hasher: inout Hasher) {
    // An end takes 49 bits, so the protocol fits above.
    hasher.combine(low | UInt64(`protocol`) << 56)
    hasher.combine(high)
  }
}
