/// Says each reason for a failure once, however often it comes: what a thousand connections suffer together is one line
/// on standard error, and a number in the summary.
public struct Complaints: Sendable {
  /// Reasons that are kept and said, 64: more than there are error numbers that a connection can have.
  static let most = 64

  private var reasons: Set<String> = []
  private let report: Report

  /// Nothing was complained of yet.
  public init(_ report: Report) { self.report = report }

  /// Says "what: reason", if the reason is new.
  ///
  /// - Parameters:
  ///   - what: to whom it happened first.
  ///   - reason: without anything that changes from one to the next.
  public mutating func say(_ what: @autoclosure () -> String, _ reason: String) {
    guard reasons.count < Self.most, reasons.insert(reason).inserted else { return }
    report.diagnose("\(what()): \(reason)")
  }
}
