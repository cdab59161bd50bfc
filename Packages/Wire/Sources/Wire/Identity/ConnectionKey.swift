/// The two ends of a connection, each at its end of the link, so that both directions have one key.
struct ConnectionKey: Hashable, Sendable {
  /// An address, IPv4 in the lower 32 bits, and a port.
  struct End: Hashable, Sendable {
    var high: UInt64
    var low: UInt64
    var port: UInt16
  }

  var first: End
  var second: End
}
