import PacketCodec

/// What waits for the reader of one port.
struct UDPSocket: Sendable {
  /// Octets that wait at most; what comes then is dropped, as UDP may.
  static let octetLimit = 262_144
  /// What a datagram counts beside its payload, so that empty ones end too.
  static let overhead = 64

  private var queue = BoundedQueue<UDPDatagram>(limit: octetLimit / overhead)
  private var octets = 0

  /// - Returns: false when there is no room.
  mutating func append(_ datagram: UDPDatagram) -> Bool {
    let cost = datagram.payload.count + Self.overhead
    guard octets + cost <= Self.octetLimit, queue.append(datagram) else { return false }
    octets += cost
    return true
  }

  mutating func popFirst() -> UDPDatagram? {
    guard let datagram = queue.popFirst() else { return nil }
    octets -= datagram.payload.count + Self.overhead
    return datagram
  }
}
