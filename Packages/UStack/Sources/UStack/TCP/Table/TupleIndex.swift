/// Which place of the table a connection has, found by its ends.
///
/// The segments of a burst are of one connection, so the last one that was found is looked at first.
struct TupleIndex {
  private var slots: [FourTuple: Int] = [:]
  /// The last one that was found: it is in `slots`, or nil.
  private var latest: (tuple: FourTuple, slot: Int)?

  /// No connection.
  init() {}

  /// Connections that can be found.
  var count: Int { slots.count }

  /// Where the connection between these ends is, or nil.
  subscript(tuple: FourTuple) -> Int? {
    get { slots[tuple] }
    set {
      latest = nil
      slots[tuple] = newValue
    }
  }

  /// The same, and remembers it.
  mutating func find(_ tuple: FourTuple) -> Int? {
    if let latest, latest.tuple == tuple { return latest.slot }
    guard let slot = slots[tuple] else { return nil }
    latest = (tuple, slot)
    return slot
  }
}
