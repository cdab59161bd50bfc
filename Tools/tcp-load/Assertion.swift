import SocketKit
import ToolKit

/// What the result has to be: "p99<5ms".
struct Assertion: Sendable {
  /// As it was given.
  let text: String
  let metric: Metric
  private let relation: Relation
  /// Nanoseconds, or a count.
  private let bound: Double

  private enum Relation: String, CaseIterable {
    // The longer ones first: one begins with the other.
    case atMost = "<="
    case atLeast = ">="
    case below = "<"
    case above = ">"

    func holds(_ figure: Double, _ bound: Double) -> Bool {
      switch self {
      case .atMost: figure <= bound
      case .atLeast: figure >= bound
      case .below: figure < bound
      case .above: figure > bound
      }
    }
  }

  /// What it may be, as part of a sentence.
  static let accepted = """
    p50, p90, p99, p999 or max, '<', '<=', '>' or '>=', and a duration such as 5ms; or operations, operations_per_s, \
    octets_per_s, errors or connections, and a whole number
    """

  /// - Returns: nil for anything else than `accepted`.
  init?(_ text: String) {
    guard let sign = text.firstIndex(where: { $0 == "<" || $0 == ">" }), let metric = Metric(String(text[..<sign])),
      let relation = Relation.allCases.first(where: { text[sign...].hasPrefix($0.rawValue) })
    else { return nil }
    let value = String(text[sign...].dropFirst(relation.rawValue.count))
    switch metric {
    case .latency:
      guard let duration = Quantity.duration(value) else { return nil }
      bound = Double(duration.wholeNanoseconds)
    case .count:
      guard !value.isEmpty, value.utf8.allSatisfy({ (48 ... 57).contains($0) }), let number = Int(value) else {
        return nil
      }
      bound = Double(number)
    }
    self.text = text
    self.metric = metric
    self.relation = relation
  }

  /// - Parameter figure: nil where nothing was measured, of which nothing holds.
  func holds(_ figure: Double?) -> Bool { figure.map { relation.holds($0, bound) } ?? false }
}
