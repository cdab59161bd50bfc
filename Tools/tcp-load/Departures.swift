/// When each message of a connection that is under way was begun, by its number.
struct Departures: ~Copyable {
  private let times: UnsafeMutablePointer<Int64>
  private let mask: Int

  /// - Parameters:
  ///   - depth: the most messages under way, 1 ...
  ///   - now: when those were begun that were not.
  init(depth: Int, at now: Int64) {
    // A power of two, so that a number's place is some of its bits, and never beyond the memory.
    let count = 1 << (Int.bitWidth - (depth - 1).leadingZeroBitCount)
    times = .allocate(capacity: count)
    times.initialize(repeating: now, count: count)
    mask = count - 1
  }

  deinit { times.deallocate() }

  /// Of a message that is under way, or that begins.
  subscript(number: Int) -> Int64 {
    get { times[number & mask] }
    nonmutating set { times[number & mask] = newValue }
  }
}
