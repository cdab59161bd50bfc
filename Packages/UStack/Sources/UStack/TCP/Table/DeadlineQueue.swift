/// Which connection has something to do next, and when: a heap of four branches that knows where each one stands.
///
/// Moving an entry costs the depth of the heap, nine levels for 100,000 connections. An entry whose moment moves back is
/// left where it is and looked at too early once, because most timers are restarted again and again and never end.
struct DeadlineQueue {
  private var heap: [Entry] = []
  /// Where each slot stands in the heap; −1 for those that wait for nothing.
  private var place: [Int32] = []

  private struct Entry {
    var at: Instant
    var slot: Int32
  }

  /// Nothing waits.
  init() {}

  /// The earliest moment, or nil.
  var earliest: Instant? { heap.first?.at }

  /// `slot` waits for `moment`, or for nothing. A later moment than before is not taken yet.
  mutating func schedule(_ slot: Int, at moment: Instant?) {
    while place.count <= slot { place.append(-1) }
    let index = Int(place[slot])
    guard let moment else { return index >= 0 ? remove(at: index) : () }
    guard index >= 0 else {
      heap.append(Entry(at: moment, slot: Int32(slot)))
      place[slot] = Int32(heap.count - 1)
      return rise(heap.count - 1)
    }
    guard moment < heap[index].at else { return }
    heap[index].at = moment
    rise(index)
  }

  /// Takes out the slot whose moment came first, if it came.
  mutating func popDue(now: Instant) -> Int? {
    guard let first = heap.first, first.at <= now else { return nil }
    remove(at: 0)
    return Int(first.slot)
  }

  private mutating func remove(at index: Int) {
    place[Int(heap[index].slot)] = -1
    let last = heap.removeLast()
    guard index < heap.count else { return }
    heap[index] = last
    place[Int(last.slot)] = Int32(index)
    rise(index)
    sink(Int(place[Int(last.slot)]))
  }

  private mutating func rise(_ start: Int) {
    var index = start
    let entry = heap[index]
    while index > 0 {
      let parent = (index - 1) / 4
      guard entry.at < heap[parent].at else { break }
      put(heap[parent], at: index)
      index = parent
    }
    put(entry, at: index)
  }

  private mutating func sink(_ start: Int) {
    var index = start
    let entry = heap[index]
    while true {
      let first = index * 4 + 1
      guard first < heap.count else { break }
      var least = first
      for child in first ..< min(first + 4, heap.count) where heap[child].at < heap[least].at { least = child }
      guard heap[least].at < entry.at else { break }
      put(heap[least], at: index)
      index = least
    }
    put(entry, at: index)
  }

  private mutating func put(_ entry: Entry, at index: Int) {
    heap[index] = entry
    place[Int(entry.slot)] = Int32(index)
  }
}
