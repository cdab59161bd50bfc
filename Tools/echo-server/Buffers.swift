/// Where octets are while an event is handled: shared by all connections, because only one is handled at a time.
struct Buffers {
  /// A read lands at its start.
  var received: [UInt8]
  /// Where `LineEcho` writes.
  var reply: [UInt8] = []

  /// - Parameters:
  ///   - limit: the most octets that one read may make a connection owe.
  ///   - isLine: whether answers grow.
  init(limit: Int, isLine: Bool) {
    received = [UInt8](repeating: 0, count: isLine ? max(1, limit / LineEcho.growth) : limit)
    if isLine { reply.reserveCapacity(limit) }
  }
}
