import ToolKit

/// What came of all echoes.
struct Tally {
  private(set) var sent = 0
  private(set) var received = 0
  private var least = Int64.max
  private var most: Int64 = 0
  private var sum = 0.0
  private var sumOfSquares = 0.0

  mutating func send() { sent += 1 }

  mutating func receive(after nanoseconds: Int64) {
    received += 1
    least = min(least, nanoseconds)
    most = max(most, nanoseconds)
    sum += Double(nanoseconds)
    sumOfSquares += Double(nanoseconds) * Double(nanoseconds)
  }

  /// Round trips are left out when there was none.
  var fields: [Field] {
    let lost = sent == 0 ? 0 : Double(sent - received) * 100 / Double(sent)
    let counts: [Field] = [
      .integer("sent", sent), .integer("received", received), .decimal("lost_percent", lost, places: 1),
    ]
    guard received > 0 else { return counts }
    let mean = sum / Double(received)
    let variance = max(0, sumOfSquares / Double(received) - mean * mean)
    return counts + [
      .microseconds("min_us", nanoseconds: least), .microseconds("avg_us", nanoseconds: Int64(mean)),
      .microseconds("max_us", nanoseconds: most), .microseconds("mdev_us", nanoseconds: Int64(variance.squareRoot())),
    ]
  }
}
