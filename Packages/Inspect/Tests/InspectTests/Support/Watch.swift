import Inspect
import PacketCodec
import Testing

/// An inspector with a clock of the test's own, and what it found.
struct Watch {
  static let second: Int64 = 1_000_000_000

  var inspector: Inspector
  var now: Int64 = 1_700_000_000 * second
  private(set) var findings: [Finding] = []

  init(_ thresholds: [Rule: Threshold] = Inspector.defaultThresholds, limits: Limits = Limits()) {
    inspector = Inspector(thresholds: thresholds, limits: limits)
  }

  /// Lets time pass.
  mutating func wait(milliseconds: Int64) { now += milliseconds * 1_000_000 }

  /// A frame, a hundredth of a millisecond after the last one.
  @discardableResult
  mutating func see(_ octets: [UInt8], link: LinkType = .ethernet, originalCount: Int? = nil) -> FiveTuple? {
    now += 10_000
    let tuple = inspector.receive(
      octets.span.bytes, linkType: link, originalCount: originalCount ?? octets.count, at: now)
    findings += inspector.takeFindings()
    return tuple
  }

  mutating func finish() {
    inspector.finish()
    findings += inspector.takeFindings()
  }

  var alerts: [Alert] { findings.compactMap { if case .alert(let alert) = $0 { alert } else { nil } } }

  /// The alarm, where there has to be one and no other: the test ends otherwise.
  func onlyAlert(sourceLocation: SourceLocation = #_sourceLocation) throws -> Alert {
    try #require(alerts.count == 1, "\(rules)", sourceLocation: sourceLocation)
    return alerts[0]
  }

  var rules: [Rule] { alerts.map(\.rule) }
  var flows: [FlowRecord] { findings.compactMap { if case .flow(let flow) = $0 { flow } else { nil } } }
  var fullTables: [WatchTable] { findings.compactMap { if case .full(let table) = $0 { table } else { nil } } }
}
