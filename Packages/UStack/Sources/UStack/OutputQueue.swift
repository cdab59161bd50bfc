/// Datagrams of ICMP and UDP, and pieces of super-frames, that wait for their turn on the link.
struct OutputQueue: Sendable {
  /// Datagrams at most: what an interface's ring holds.
  static let countLimit = 512
  /// Octets at most: eight of the longest datagrams.
  static let octetLimit = 524_288

  private var datagrams = BoundedQueue<Datagram>(limit: countLimit)
  private var octets = 0

  var isEmpty: Bool { datagrams.isEmpty }

  /// - Returns: false when there is no room.
  mutating func append(_ datagram: Datagram) -> Bool {
    guard octets + datagram.count <= Self.octetLimit, datagrams.append(datagram) else { return false }
    octets += datagram.count
    return true
  }

  mutating func popFirst() -> Datagram? {
    guard let datagram = datagrams.popFirst() else { return nil }
    octets -= datagram.count
    return datagram
  }
}
