/// Any number of deadlines, each set, moved and cancelled in constant time.
///
/// It has no clock: time is an argument, nanoseconds of whatever clock the caller uses throughout. A timer never fires
/// before its deadline, and fires at the first `expire` that comes `granularity` or more after it. It grows with the
/// most timers set at once, which the caller bounds.
///
/// Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, 1987, scheme 7.
public struct TimerWheel: Sendable {
  /// One tick: a deadline is rounded up to it. 1 ms in nanoseconds.
  public static let granularity: Int64 = 1_000_000

  /// One timer that was set. It is stale once that has fired or was cancelled, and then does nothing.
  public struct Timer: Hashable, Sendable {
    let index: UInt32
    let generation: UInt32
  }

  private struct Entry {
    var tick: UInt64
    var payload: UInt64
    var generation: UInt32
    var isSet: Bool
  }

  private var entries: [Entry] = []
  private var buckets = WheelBuckets()
  private var freed: [UInt32] = []
  /// Everything due before it has fired.
  private var present: UInt64
  /// Timers set now.
  public private(set) var count = 0

  /// A wheel without timers.
  public init(now: Int64) { present = UInt64(max(0, now)) / UInt64(Self.granularity) }

  /// Sets a timer.
  ///
  /// - Parameters:
  ///   - deadline: one in the past fires with the next tick, so that a timer that sets itself again cannot hold
  ///     `expire` for ever.
  ///   - payload: what `expire` returns; usually a `Token`.
  public mutating func schedule(at deadline: Int64, _ payload: UInt64) -> Timer {
    let tick = tick(for: deadline)
    let index: Int
    if let last = freed.popLast() {
      index = Int(last)
      entries[index].tick = tick
      entries[index].payload = payload
      entries[index].isSet = true
    } else {
      index = entries.count
      precondition(index < Int32.max, "too many timers")
      entries.append(Entry(tick: tick, payload: payload, generation: 0, isSet: true))
    }
    buckets.hang(index, at: tick, seenFrom: present)
    count += 1
    return Timer(index: UInt32(index), generation: entries[index].generation)
  }

  /// Gives a timer another deadline, earlier or later.
  ///
  /// - Returns: false for a stale one.
  @discardableResult
  public mutating func reschedule(_ timer: Timer, at deadline: Int64) -> Bool {
    guard isSet(timer) else { return false }
    let (index, tick) = (Int(timer.index), tick(for: deadline))
    buckets.unhang(index)
    entries[index].tick = tick
    buckets.hang(index, at: tick, seenFrom: present)
    return true
  }

  /// Takes a timer back.
  ///
  /// - Returns: false for a stale one.
  @discardableResult
  public mutating func cancel(_ timer: Timer) -> Bool {
    guard isSet(timer) else { return false }
    _ = remove(Int(timer.index))
    return true
  }

  /// When to call `expire` next, or nil without timers.
  ///
  /// It is never after the first timer's tick. It may come before it, when timers that were far away have to move to a
  /// finer level; then `expire` returns nil, at most once a level.
  public var nextDeadline: Int64? {
    guard count > 0, let next = buckets.next(from: present) else { return nil }
    return Int64(clamping: next.tick * UInt64(Self.granularity))
  }

  /// A timer whose deadline has passed; call it until it returns nil. Timers of one tick come in no order.
  ///
  /// - Parameter now: an earlier moment than the last one's is no mistake, and fires nothing new.
  /// - Returns: the payload; its timer is stale now.
  public mutating func expire(now: Int64) -> UInt64? {
    let target = UInt64(max(0, now)) / UInt64(Self.granularity)
    // Most loops have no timer most of the time, and ask every turn.
    while count > 0, let (tick, bucket) = buckets.next(from: present), tick <= target {
      present = tick
      guard let index = buckets.first(in: bucket) else { break }
      if WheelBuckets.isFinest(bucket) { return remove(index) }
      spread(bucket)
    }
    present = max(present, target)
    return nil
  }

  /// The present has come into a coarse bucket: its timers move to finer ones.
  private mutating func spread(_ bucket: Int) {
    while let index = buckets.first(in: bucket) {
      buckets.unhang(index)
      buckets.hang(index, at: entries[index].tick, seenFrom: present)
    }
  }

  private mutating func remove(_ index: Int) -> UInt64 {
    buckets.unhang(index)
    entries[index].isSet = false
    entries[index].generation &+= 1
    freed.append(UInt32(index))
    count -= 1
    return entries[index].payload
  }

  private func isSet(_ timer: Timer) -> Bool {
    let index = Int(timer.index)
    return index < entries.count && entries[index].generation == timer.generation && entries[index].isSet
  }

  private func tick(for deadline: Int64) -> UInt64 {
    let (whole, part) = UInt64(max(0, deadline)).quotientAndRemainder(dividingBy: UInt64(Self.granularity))
    return max(present + 1, part == 0 ? whole : whole + 1)
  }
}
