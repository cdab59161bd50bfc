import Histogram
import SocketKit

/// What was counted: by one worker since it was last asked, or by all of them together.
struct Tally: Sendable {
  /// Latencies from a nanosecond to an hour, to three digits. A longer one counts as an hour.
  static let range: ClosedRange<Int64> = 1 ... 3_600_000_000_000
  static let digits = 3

  /// Operations that were finished.
  var operations = 0
  /// Octets that came back.
  var octets = 0
  /// Of both, those after the end of the load, while what was under way came back.
  var late = (operations: 0, octets: 0)
  /// Connections that came about.
  var connections = 0
  /// From the octets' way into the kernel to their way back, nanoseconds.
  var served = Histogram(range: range, digits: digits)
  /// From when the schedule had the operation begin; with `--rate` only.
  var intended: Histogram?
  var failures: [Errno: Int] = [:]
  /// Connections on which something else came back than was sent.
  var mismatches = 0

  init(isScheduled: Bool) {
    if isScheduled { intended = Histogram(range: Self.range, digits: Self.digits) }
  }

  /// What latency means first: where there is a schedule, an operation begins when the schedule says so.
  var latencies: Histogram { intended ?? served }

  /// Everything that went wrong.
  var errors: Int { failures.values.reduce(mismatches, +) }

  mutating func fail(_ error: Errno, count: Int = 1) { failures[error, default: 0] += count }

  /// Adds what was counted elsewhere.
  mutating func merge(_ other: Tally) {
    operations += other.operations
    octets += other.octets
    late.operations += other.late.operations
    late.octets += other.late.octets
    connections += other.connections
    served.merge(other.served)
    if let more = other.intended { intended?.merge(more) }
    failures.merge(other.failures, uniquingKeysWith: +)
    mismatches += other.mismatches
  }

  /// Counts from nothing again, in the same memory.
  mutating func reset() {
    (operations, octets, late, connections, mismatches) = (0, 0, (0, 0), 0, 0)
    served.removeAll()
    intended?.removeAll()
    failures.removeAll(keepingCapacity: true)
  }
}
