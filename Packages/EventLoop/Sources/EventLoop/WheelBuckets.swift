/// The lists of a timer wheel: eight levels of 64 buckets, a word of bits for each level.
///
/// A bucket of level 0 holds timers of one tick, one of level n those of 64ⁿ ticks. Where a timer hangs is told by the
/// highest six bits in which its tick differs from the present: whatever hangs at level n is due after all of the
/// levels below it, so the first bit set behind the cursor, lowest level first, is the next thing to happen.
struct WheelBuckets {
  /// 8 × 6 bits: more than an Int64 of nanoseconds has milliseconds, so no timer is too far away.
  static let levels = 8
  private static let width = 64

  private struct Link {
    var next: Int32
    var previous: Int32
    var bucket: Int32
  }

  private static let none: Int32 = -1

  private var heads = [Int32](repeating: none, count: levels * width)
  private var occupied = [UInt64](repeating: 0, count: levels)
  private var links: [Link] = []

  /// Whether the bucket holds timers of a single tick.
  static func isFinest(_ bucket: Int) -> Bool { bucket < width }

  /// Hangs a timer into the bucket of its tick.
  ///
  /// - Parameter tick: not before `now`.
  mutating func hang(_ timer: Int, at tick: UInt64, seenFrom now: UInt64) {
    let level = (63 - ((tick ^ now) | 1).leadingZeroBitCount) / 6
    let slot = Int(tick >> (6 * UInt64(level))) & (Self.width - 1)
    let bucket = level * Self.width + slot
    let head = heads[bucket]
    let link = Link(next: head, previous: Self.none, bucket: Int32(bucket))
    if timer == links.count { links.append(link) } else { links[timer] = link }
    if head != Self.none { links[Int(head)].previous = Int32(timer) }
    heads[bucket] = Int32(timer)
    occupied[level] |= 1 << UInt64(slot)
  }

  /// Takes a timer out of its bucket.
  mutating func unhang(_ timer: Int) {
    let link = links[timer]
    let bucket = Int(link.bucket)
    if link.next != Self.none { links[Int(link.next)].previous = link.previous }
    if link.previous != Self.none {
      links[Int(link.previous)].next = link.next
    } else {
      heads[bucket] = link.next
      if link.next == Self.none { occupied[bucket / Self.width] &= ~(1 << UInt64(bucket % Self.width)) }
    }
  }

  /// Some timer of a bucket.
  func first(in bucket: Int) -> Int? { heads[bucket] == Self.none ? nil : Int(heads[bucket]) }

  /// The next bucket whose time comes, and its first tick.
  ///
  /// - Parameter now: buckets before it are empty; so are those of the coarser levels that it lies in.
  func next(from now: UInt64) -> (tick: UInt64, bucket: Int)? {
    for level in 0 ..< Self.levels {
      let shift = 6 * UInt64(level)
      let cursor = now >> shift & UInt64(Self.width - 1)
      let behind = occupied[level] & (.max << (level == 0 ? cursor : cursor + 1))
      guard behind != 0 else { continue }
      let slot = UInt64(behind.trailingZeroBitCount)
      let era = (now >> (shift + 6)) << (shift + 6)
      return (era | slot << shift, level * Self.width + Int(slot))
    }
    return nil
  }
}
