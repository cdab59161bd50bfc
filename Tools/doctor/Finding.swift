import SocketKit
import ToolKit

/// What a trial found.
struct Finding {
  enum Verdict: String {
    case yes, partly, no
  }

  var verdict: Verdict
  /// What was tried, and what came of it.
  var detail: String
  /// What works all the same.
  var still: String?
  var cure: String?

  static func yes(_ detail: String) -> Finding { Finding(verdict: .yes, detail: detail) }

  static func partly(_ detail: String, still: String, cure: String) -> Finding {
    Finding(verdict: .partly, detail: detail, still: still, cure: cure)
  }

  static func no(_ detail: String, still: String, cure: String) -> Finding {
    Finding(verdict: .no, detail: detail, still: still, cure: cure)
  }

  /// - Parameter isNeeded: whether an experiment cannot do without it.
  /// - Returns: whether it is there, if only partly.
  func tell(_ capability: Capability, isNeeded: Bool, _ report: Report) -> Bool {
    var fields: [Field] = [
      .text("name", capability.rawValue), .text("verdict", verdict.rawValue),
      .flag("laboratory", isNeeded), .octets("detail", Array(detail.utf8)),
    ]
    if let still { fields.append(.text("still", still)) }
    if let cure { fields.append(.text("cure", cure)) }
    report.result("capability", fields)
    return verdict != .no
  }
}
