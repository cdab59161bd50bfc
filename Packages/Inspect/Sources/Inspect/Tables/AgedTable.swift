/// Entries by key, at most so many, in queues ordered by when each was touched last.
///
/// All of it costs the same however full it is: finding, touching, taking the oldest. Memory grows to the capacity and no
/// further, whatever keys a stranger makes up; the hash is seeded by the process, so he cannot make them collide either.
struct AgedTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// An entry that left.
  struct Entry: Sendable {
    var key: Key
    var value: Value
  }

  private struct Slot: Sendable {
    var key: Key
    var value: Value
    var touched: Int64
    var queue: Int
    /// Towards the older end, or -1.
    var older: Int
    /// Towards the younger end, or -1; in a slot that is free, the next free one.
    var younger: Int
  }

  private struct Ends: Sendable {
    var oldest = -1
    var youngest = -1
  }

  /// The most entries.
  let capacity: Int
  private var slots: [Slot] = []
  private var places: [Key: Int] = [:]
  private var queues: [Ends]
  private var free = -1

  /// An empty table.
  ///
  /// - Parameters:
  ///   - capacity: 1 ...
  ///   - queues: how many, 1 ...
  init(capacity: Int, queues: Int = 1) {
    precondition(capacity > 0 && queues > 0, "a table without room")
    self.capacity = capacity
    self.queues = Array(repeating: Ends(), count: queues)
  }

  var count: Int { places.count }
  var isFull: Bool { places.count >= capacity }

  /// Where the entry is, or nil.
  func place(of key: Key) -> Int? { places[key] }

  subscript(place: Int) -> Value {
    get { slots[place].value }
    _modify { yield &slots[place].value }
  }

  func key(at place: Int) -> Key { slots[place].key }

  /// Puts a new entry at the young end of a queue. There must be room, and no entry of this key.
  mutating func insert(_ key: Key, _ value: Value, queue: Int = 0, now: Int64) -> Int {
    precondition(!isFull, "no room")
    let slot = Slot(key: key, value: value, touched: now, queue: queue, older: -1, younger: -1)
    let place: Int
    if free >= 0 {
      place = free
      free = slots[place].younger
      slots[place] = slot
    } else {
      place = slots.count
      slots.append(slot)
    }
    places[key] = place
    link(place)
    return place
  }

  /// Moves an entry to the young end of a queue.
  mutating func touch(_ place: Int, queue: Int = 0, now: Int64) {
    slots[place].touched = now
    if slots[place].queue == queue, queues[queue].youngest == place { return }
    unlink(place)
    slots[place].queue = queue
    link(place)
  }

  /// Takes an entry out.
  @discardableResult
  mutating func remove(_ place: Int) -> Entry {
    unlink(place)
    let entry = Entry(key: slots[place].key, value: slots[place].value)
    places[entry.key] = nil
    slots[place].younger = free
    free = place
    return entry
  }

  /// Takes out the oldest entry of a queue, if it was not touched for so long.
  ///
  /// - Parameter idle: nanoseconds; nil takes it however young it is.
  mutating func removeOldest(queue: Int = 0, idle: Int64? = nil, now: Int64) -> Entry? {
    let place = queues[queue].oldest
    guard place >= 0 else { return nil }
    if let idle, now - slots[place].touched < idle { return nil }
    return remove(place)
  }

  /// The entry of this key, made if there is none; the oldest has to leave when there is no room.
  ///
  /// - Returns: where it is, and whether another had to leave.
  mutating func entry(_ key: Key, now: Int64, make: () -> Value) -> (place: Int, hasEvicted: Bool) {
    if let place = places[key] {
      touch(place, now: now)
      return (place, false)
    }
    let hasEvicted = isFull && removeOldest(now: now) != nil
    return (insert(key, make(), now: now), hasEvicted)
  }

  private mutating func link(_ place: Int) {
    let queue = slots[place].queue
    let youngest = queues[queue].youngest
    slots[place].older = youngest
    slots[place].younger = -1
    if youngest >= 0 { slots[youngest].younger = place } else { queues[queue].oldest = place }
    queues[queue].youngest = place
  }

  private mutating func unlink(_ place: Int) {
    let (older, younger, queue) = (slots[place].older, slots[place].younger, slots[place].queue)
    if older >= 0 { slots[older].younger = younger } else { queues[queue].oldest = younger }
    if younger >= 0 { slots[younger].older = older } else { queues[queue].youngest = older }
  }
}
