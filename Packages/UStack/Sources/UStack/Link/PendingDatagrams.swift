/// What waits for one neighbour's address: the latest, within a count and a size.
///
/// Source: RFC 1122 §2.3.2.2.
struct PendingDatagrams: Sendable {
  /// TCP's first flight of ten segments, with a little besides.
  static let countLimit = 16
  /// The longest datagram there is, and what a first flight takes beside it.
  static let octetLimit = 98_304

  private(set) var datagrams: [Datagram] = []
  private var octets = 0

  /// Keeps `datagram`, and drops those that wait longest until it fits.
  ///
  /// - Returns: how many were dropped.
  mutating func append(_ datagram: Datagram) -> Int {
    datagrams.append(datagram)
    octets += datagram.count
    var dropped = 0
    while datagrams.count - dropped > Self.countLimit || octets > Self.octetLimit {
      octets -= datagrams[dropped].count
      dropped += 1
    }
    datagrams.removeFirst(dropped)
    return dropped
  }
}
