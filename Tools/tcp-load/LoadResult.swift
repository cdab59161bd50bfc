import Histogram
import SocketKit
import ToolKit

/// What came of the load.
struct LoadResult {
  var tally: Tally
  /// How long load was made.
  var seconds: Double
  /// Processor time of the server in that time; nil where nobody asked, or the server is gone.
  var serverTime: Duration?

  /// Operations within that time.
  private var timely: Int { tally.operations - tally.late.operations }

  private var operationsPerSecond: Double { seconds > 0 ? Double(timely) / seconds : 0 }

  private var octetsPerSecond: Double { seconds > 0 ? Double(tally.octets - tally.late.octets) / seconds : 0 }

  /// - Returns: nanoseconds for a latency; nil when nothing was measured.
  func figure(_ metric: Metric) -> Double? {
    switch metric {
    case .latency(let percentile, let isServed):
      (isServed ? tally.served : tally.latencies).value(atPercentile: percentile).map { Double($0) }
    case .count(.operations): Double(tally.operations)
    case .count(.operationsPerSecond): operationsPerSecond
    case .count(.octetsPerSecond): octetsPerSecond
    case .count(.errors): Double(tally.errors)
    case .count(.connections): Double(tally.connections)
    }
  }

  /// The fields of `summary`.
  var fields: [Field] {
    var fields: [Field] = [
      .integer("operations", tally.operations), .decimal("operations_per_s", operationsPerSecond, places: 0),
      .decimal("octets_per_s", octetsPerSecond, places: 0),
    ]
    fields += Self.latencies(tally.latencies, Metric.percentiles.map(\.name))
    fields += [.integer("errors", tally.errors), .integer("connections", tally.connections)]
    if let serverTime, timely > 0 {
      fields.append(
        .decimal("server_cpu_us_per_operation", Double(serverTime.wholeNanoseconds) / 1000 / Double(timely)))
    }
    if tally.intended != nil {
      fields += Self.latencies(tally.served, Metric.percentiles.map(\.name), suffix: Metric.served)
    }
    return fields
  }

  /// The fields of `interval`.
  ///
  /// - Parameter open: connections that hold at its end.
  func intervalFields(open: Int) -> [Field] {
    var fields: [Field] = [
      .integer("operations", tally.operations), .decimal("operations_per_s", operationsPerSecond, places: 0),
      .decimal("octets_per_s", octetsPerSecond, places: 0),
    ]
    fields += Self.latencies(tally.latencies, ["p50", "p99", "max"])
    fields += [.integer("errors", tally.errors), .integer("connections", open)]
    if tally.intended != nil { fields += Self.latencies(tally.served, ["p50", "p99", "max"], suffix: Metric.served) }
    return fields
  }

  /// Percentiles by name; 0 where nothing was measured.
  private static func latencies(_ latencies: Histogram, _ names: [String], suffix: String = "") -> [Field] {
    Metric.percentiles.filter { names.contains($0.name) }.map { name, percentile in
      .microseconds("\(name)\(suffix)_us", nanoseconds: latencies.value(atPercentile: percentile) ?? 0)
    }
  }

  /// One event for each reason, the most frequent first.
  func reportFailures(to report: Report) {
    for (error, count) in tally.failures.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
      report.result("failure", [.text("errno", error.name), .integer("count", count)])
    }
  }

  /// One event for each assertion.
  ///
  /// - Returns: whether all hold.
  func judge(_ assertions: [Assertion], _ report: Report) -> Bool {
    var allHold = true
    for assertion in assertions {
      let figure = figure(assertion.metric)
      let holds = assertion.holds(figure)
      allHold = allHold && holds
      var fields: [Field] = [.text("assert", assertion.text), .flag("holds", holds)]
      switch (assertion.metric, figure) {
      case (.latency, let figure?): fields.append(.decimal("measured_us", figure / 1000))
      case (.count, let figure?): fields.append(.decimal("measured", figure, places: 0))
      case (_, nil): break
      }
      report.result("assertion", fields)
    }
    return allHold
  }
}
