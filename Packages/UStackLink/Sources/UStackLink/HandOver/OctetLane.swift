internal import Synchronization

/// Octets on their way from one thread to one other, in order, without a lock: a ring that one fills and the other drains.
///
/// Each side may look at any time. Calls of one side must not overlap; who owns a lane sees to that.
final class OctetLane: Sendable {
  /// How far one side has come since the beginning, octets. On a cache line of its own: what one side writes, the other
  /// would otherwise fetch anew for each look at its own.
  private final class Place: Sendable {
    let octets = Atomic<Int>(0)
    private let padding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
  }

  /// Octets it holds: a power of two, so that a place in it is found without a division.
  let capacity: Int
  private let address: UInt
  private let filled = Place()
  private let drained = Place()
  private let isOver = Atomic<Bool>(false)

  /// An empty one.
  ///
  /// - Parameter capacity: octets, 1 ...; what is no power of two becomes the next one.
  init(capacity: Int) {
    precondition((1 ... 1 << 40).contains(capacity), "no such lane")
    self.capacity = 1 << (Int.bitWidth - (capacity - 1).leadingZeroBitCount)
    address = UInt(bitPattern: UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 64))
  }

  deinit { start.deallocate() }

  private var start: UnsafeMutableRawPointer { UnsafeMutableRawPointer(bitPattern: address)! }

  /// Octets that were filled in and not drained yet.
  var waiting: Int {
    // In this order: what is drained never passes what is filled.
    let drained = drained.octets.load(ordering: .sequentiallyConsistent)
    return filled.octets.load(ordering: .sequentiallyConsistent) - drained
  }

  /// Octets that can be filled in now, as the side that fills sees it.
  var room: Int { capacity - waiting }

  /// Whether nothing more will be filled in. What waits can still be drained.
  var isFinished: Bool { isOver.load(ordering: .sequentiallyConsistent) }
}

// MARK: - Who fills

extension OctetLane {
  /// Lends the free part that begins where the last octet ended, up to the ring's seam.
  ///
  /// - Returns: octets that the body wrote.
  func fill(_ body: (inout OutputSpan<UInt8>) -> Void) -> Int {
    let end = filled.octets.load(ordering: .relaxed)
    let place = end & (capacity - 1)
    let free = UnsafeMutableRawBufferPointer(start: start + place, count: min(room, capacity - place))
    let octets = free.bindMemory(to: UInt8.self)
    var output = OutputSpan(buffer: octets, initializedCount: 0)
    body(&output)
    let count = output.finalize(for: octets)
    filled.octets.store(end + count, ordering: .sequentiallyConsistent)
    return count
  }

  /// Fills in as much as there is room for.
  ///
  /// - Returns: octets.
  func write(_ octets: RawSpan) -> Int {
    let end = filled.octets.load(ordering: .relaxed)
    let count = min(octets.byteCount, room)
    octets.extracting(0 ..< count).withUnsafeBytes { source in
      let (place, beforeSeam) = (end & (capacity - 1), min(count, capacity - end & (capacity - 1)))
      guard let first = source.baseAddress else { return }
      (start + place).copyMemory(from: first, byteCount: beforeSeam)
      start.copyMemory(from: first + beforeSeam, byteCount: count - beforeSeam)
    }
    filled.octets.store(end + count, ordering: .sequentiallyConsistent)
    return count
  }

  /// Says that nothing more will come.
  func finish() { isOver.store(true, ordering: .sequentiallyConsistent) }
}

// MARK: - Who drains

extension OctetLane {
  /// Lends what waits, up to the ring's seam.
  ///
  /// - Parameter body: returns how many octets it took, from the front.
  /// - Returns: the same.
  func drain(_ body: (RawSpan) -> Int) -> Int {
    let begin = drained.octets.load(ordering: .relaxed)
    let place = begin & (capacity - 1)
    let octets = UnsafeRawBufferPointer(start: start + place, count: min(waiting, capacity - place))
    let count = body(octets.bytes)
    precondition((0 ... octets.count).contains(count), "more than there was")
    drained.octets.store(begin + count, ordering: .sequentiallyConsistent)
    return count
  }

  /// Moves what waits into `output`, as much as fits.
  ///
  /// - Returns: octets.
  func read(into output: inout OutputSpan<UInt8>) -> Int {
    let begin = drained.octets.load(ordering: .relaxed)
    let count = min(output.freeCapacity, waiting)
    output.withUnsafeMutableBufferPointer { octets, initializedCount in
      let (place, beforeSeam) = (begin & (capacity - 1), min(count, capacity - begin & (capacity - 1)))
      guard let base = octets.baseAddress else { return }
      let target = UnsafeMutableRawPointer(base + initializedCount)
      target.copyMemory(from: start + place, byteCount: beforeSeam)
      (target + beforeSeam).copyMemory(from: start, byteCount: count - beforeSeam)
      initializedCount += count
    }
    drained.octets.store(begin + count, ordering: .sequentiallyConsistent)
    return count
  }
}
