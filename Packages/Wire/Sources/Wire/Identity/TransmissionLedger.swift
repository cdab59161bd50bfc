/// How often each place of each connection's streams was offered, as far back as there is room.
struct TransmissionLedger: Sendable {
  /// Places remembered, of all connections: fifteen windows of 6 MiB in segments of 1,448 octets. A place that was
  /// forgotten counts as new.
  static let placesMax = 65_536

  /// One direction of one connection, and where in it a segment begins.
  struct Place: Hashable, Sendable {
    /// Connection, direction and sequence number in one, which is hashed in a third of the time. Of 2³¹ connections the
    /// first comes again.
    private let rawValue: UInt64

    init(connection: Int, direction: LinkDirection, sequence: UInt32) {
      let way: UInt64 = direction == .forward ? 0 : 1 << 32
      rawValue = UInt64(truncatingIfNeeded: connection) << 33 | way | UInt64(sequence)
    }
  }

  struct Entry: Sendable {
    /// Which segment with data it was, when it was new.
    var number: Int
    /// How often it was offered.
    var transmissions: Int
  }

  private let limit: Int
  private var entries: [Place: Entry] = [:]
  /// The places in the order in which they came; a ring once it is full.
  private var order: [Place] = []
  private var oldest = 0

  init(limit: Int = placesMax) { self.limit = limit }

  /// Notes that a segment begins here once more.
  ///
  /// - Parameter number: its number, if it is new.
  mutating func note(_ place: Place, new number: Int) -> Entry {
    if let index = entries.index(forKey: place) {
      entries.values[index].transmissions += 1
      return entries.values[index]
    }
    if order.count < limit {
      order.append(place)
    } else {
      entries[order[oldest]] = nil
      order[oldest] = place
      oldest = (oldest + 1) % limit
    }
    let entry = Entry(number: number, transmissions: 1)
    entries[place] = entry
    return entry
  }
}
