import PacketCodec

@testable import UStack

/// Datagrams on their way, the one that arrives next first; at the same moment, the one that left first.
struct FlightQueue {
  /// One of them.
  struct Flight {
    var arrival: Instant
    var order: Int
    var to: Pair.Side
    var header: IPv4Header
    var octets: [UInt8]
  }

  private var heap: [Flight] = []
  private var launched = 0

  /// When the next arrives, or nil when none is on its way.
  var nextArrival: Instant? { heap.first?.arrival }

  mutating func launch(_ header: IPv4Header, _ octets: [UInt8], to side: Pair.Side, arrival: Instant) {
    launched += 1
    heap.append(Flight(arrival: arrival, order: launched, to: side, header: header, octets: octets))
    var index = heap.count - 1
    while index > 0, comes(index, before: (index - 1) / 2) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Takes out the next that has arrived by `now`.
  mutating func land(by now: Instant) -> Flight? {
    guard let first = heap.first, first.arrival <= now else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var index = 0
    while true {
      var least = index
      for child in [index * 2 + 1, index * 2 + 2] where child < heap.count && comes(child, before: least) {
        least = child
      }
      guard least != index else { return first }
      heap.swapAt(index, least)
      index = least
    }
  }

  private func comes(_ one: Int, before other: Int) -> Bool {
    (heap[one].arrival, heap[one].order) < (heap[other].arrival, heap[other].order)
  }
}
