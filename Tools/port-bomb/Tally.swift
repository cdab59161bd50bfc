import SocketKit
import ToolKit

/// What came of the attempts.
struct Tally {
  /// Attempts begun.
  private(set) var attempted = 0
  /// Attempts that had their connection.
  private(set) var connected = 0
  /// Those that had not, by the reason.
  private var failures: [Errno: Int] = [:]
  /// When the first began and the last was decided, the loop's clock.
  private var began: Int64?
  private var ended: Int64 = 0

  /// Attempts that are under way.
  var pending: Int { attempted - connected - failed }

  /// Attempts that failed.
  var failed: Int { failures.values.reduce(0, +) }

  mutating func begin(at now: Int64) {
    attempted += 1
    if began == nil { (began, ended) = (now, now) }
  }

  mutating func succeed(at now: Int64) {
    connected += 1
    ended = now
  }

  mutating func fail(_ error: Errno, at now: Int64) {
    failures[error, default: 0] += 1
    ended = now
  }

  /// Takes one back that was only to find out which address answers.
  mutating func forget() { attempted -= 1 }

  /// One event for each reason, the most frequent first.
  func report(to report: Report) {
    for (error, count) in failures.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
      report.result("failure", [.text("errno", error.name), .integer("count", count)])
    }
  }

  var fields: [Field] {
    let seconds = Double(ended - (began ?? ended)) / 1e9
    return [
      .integer("attempted", attempted), .integer("connected", connected), .integer("failed", failed),
      .decimal("seconds", seconds), .decimal("rate_per_s", seconds > 0 ? Double(connected) / seconds : 0, places: 0),
    ]
  }
}
