import ToolKit

/// Single octets to and fro, for the time that one takes.
struct Rally {
  /// Octets that are to go.
  private(set) var left: Int
  private var start: Int64?
  private var count = 0
  private var least = Int64.max
  private var most: Int64 = 0
  private var sum: Int64 = 0

  init(_ count: Int) { left = count }

  /// Whether an octet may go: none is under way, and not all went.
  var isOurTurn: Bool { start == nil && left > 0 }

  mutating func send(at now: Int64) {
    start = now
    left -= 1
  }

  mutating func receive(at now: Int64) {
    guard let start else { return }
    count += 1
    least = min(least, now - start)
    most = max(most, now - start)
    sum += now - start
    self.start = nil
  }

  /// Whether all came back.
  var isOver: Bool { left == 0 && start == nil }

  var fields: [Field] {
    guard count > 0 else { return [.integer("count", 0)] }
    return [
      .integer("count", count), .microseconds("min_us", nanoseconds: least),
      .microseconds("avg_us", nanoseconds: sum / Int64(count)), .microseconds("max_us", nanoseconds: most),
    ]
  }
}
