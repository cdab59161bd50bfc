import SocketKit
import ToolKit

/// A figure of the summary that can be asserted.
enum Metric: Hashable, Sendable {
  /// A percentile, or the maximum at 100; of the latency from the intended start, or as served.
  case latency(percentile: Double, isServed: Bool)
  case count(Count)

  enum Count: String, CaseIterable, Sendable {
    case operations
    case operationsPerSecond = "operations_per_s"
    case octetsPerSecond = "octets_per_s"
    case errors
    case connections
  }

  /// The percentiles of the summary by their names.
  static let percentiles: [(name: String, percentile: Double)] = [
    ("p50", 50), ("p90", 90), ("p99", 99), ("p999", 99.9), ("max", 100),
  ]
  /// Behind a percentile's name: latency as served, where the schedule has another.
  static let served = "_served"

  init?(_ name: String) {
    if let count = Count(rawValue: name) {
      self = .count(count)
      return
    }
    let isServed = name.hasSuffix(Self.served)
    let plain = isServed ? String(name.dropLast(Self.served.count)) : name
    guard let (_, percentile) = Self.percentiles.first(where: { $0.name == plain }) else { return nil }
    self = .latency(percentile: percentile, isServed: isServed)
  }
}
