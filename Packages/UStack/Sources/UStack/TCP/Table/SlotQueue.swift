/// Connections waiting in line. None stands in it twice, so it is never longer than the table.
struct SlotQueue {
  private var slots: [Int32] = []
  private var head = 0
  private var isWaiting: [Bool] = []

  /// Nobody waits.
  init() {}

  /// True when nobody waits.
  var isEmpty: Bool { head == slots.count }

  /// How many wait.
  var count: Int { slots.count - head }

  /// Puts `slot` at the end, unless it is in line already.
  mutating func append(_ slot: Int) {
    while isWaiting.count <= slot { isWaiting.append(false) }
    guard !isWaiting[slot] else { return }
    isWaiting[slot] = true
    slots.append(Int32(slot))
  }

  /// The first in line, who leaves it.
  mutating func popFirst() -> Int? {
    guard head < slots.count else { return nil }
    let slot = Int(slots[head])
    isWaiting[slot] = false
    head += 1
    if head == slots.count {
      slots.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 256, head * 2 >= slots.count {
      slots.removeFirst(head)
      head = 0
    }
    return slot
  }
}
