/// How often each place of each connection's streams was offered, as far back as there is room.
///
/// A ring holds the places in the order in which they came, and chains through it those that share a hash, the latest
/// first. A chain is followed only as far as the ring reaches, so the oldest place is forgotten by being written over:
/// no frame costs an allocation, and a new one neither a removal nor a search beyond its chain.
struct TransmissionLedger: Sendable {
  /// Places remembered, of all connections: fifteen windows of 6 MiB in segments of 1,448 octets. A place that was
  /// forgotten counts as new.
  static let placesMax = 65_536

  /// One direction of one connection, and where in it a segment begins.
  struct Place: Equatable, Sendable {
    /// Connection, direction and sequence number in one. Of 2³¹ connections the first comes again.
    fileprivate let rawValue: UInt64

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

  private struct Note: Sendable {
    var place: Place
    var entry: Entry
    /// The note of the same chain before this one, as `noted` counted it; 0 for none.
    var previous: Int
  }

  /// The note that `noted` counted as `count` stands at `count` modulo the limit, from 1 on.
  private var ring: [Note]
  private let mask: Int
  /// The latest note of each chain.
  private var chains: [Int]
  private let shift: Int
  /// Places that were new so far.
  private var noted = 0
  /// Another in each process, so that no peer can choose sequence numbers that share a chain. What is said of a place does
  /// not hang on it.
  private let multiplier = UInt64.random(in: 0 ... .max) | 1

  /// An empty one.
  ///
  /// - Parameter limit: a power of two, 1 ...
  init(limit: Int = placesMax) {
    precondition(limit > 0 && limit & (limit - 1) == 0, "not a power of two")
    mask = limit - 1
    // One chain for two places at most, so that most chains are one place long.
    shift = UInt64.bitWidth - (2 * limit).trailingZeroBitCount
    ring = Array(
      repeating: Note(
        place: Place(connection: 0, direction: .forward, sequence: 0), entry: Entry(number: 0, transmissions: 0),
        previous: 0), count: limit)
    chains = Array(repeating: 0, count: 2 * limit)
  }

  /// Notes that a segment begins here once more.
  ///
  /// - Parameter number: its number, if it is new.
  mutating func note(_ place: Place, new number: Int) -> Entry {
    let chain = Int((place.rawValue &* multiplier) >> UInt64(shift))
    let forgotten = max(0, noted - ring.count)
    var count = chains[chain]
    while count > forgotten {
      let slot = count & mask
      if ring[slot].place == place {
        ring[slot].entry.transmissions += 1
        return ring[slot].entry
      }
      count = ring[slot].previous
    }
    noted += 1
    let entry = Entry(number: number, transmissions: 1)
    ring[noted & mask] = Note(place: place, entry: entry, previous: chains[chain])
    chains[chain] = noted
    return entry
  }
}
