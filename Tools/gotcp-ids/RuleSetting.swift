import Inspect
import ToolKit

/// One `--rule`: which, and from when on it alarms; nil turns it off.
struct RuleSetting {
  var rule: Rule
  var threshold: Threshold?

  private static let windows = Duration.milliseconds(1) ... .seconds(86_400)

  init(_ text: String) throws(Failure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let rule = Rule(rawValue: String(parts[0])) else {
      let names = Rule.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.usage, "--rule '\(text)': the rule must be one of \(names)")
    }
    self.rule = rule
    if parts.count == 2, parts[1] == "off" { return }
    guard parts.count == 2, let threshold = Self.threshold(parts[1], rule) else {
      throw Failure(
        .usage,
        "--rule '\(text)': must be \(rule.rawValue)=COUNT[/DURATION] or \(rule.rawValue)=off, the count "
          + "1 ... \(rule.mostCount), the duration 1ms ... 24h")
    }
    self.threshold = threshold
  }

  private static func threshold(_ text: Substring, _ rule: Rule) -> Threshold? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isNumber = parts[0].utf8.allSatisfy { (UInt8(ascii: "0") ... UInt8(ascii: "9")).contains($0) }
    guard parts.count <= 2, isNumber, let count = Int(parts[0]), (1 ... rule.mostCount).contains(count) else {
      return nil
    }
    guard parts.count == 2 else {
      return Threshold(count: count, windowNanoseconds: rule.defaultThreshold.windowNanoseconds)
    }
    guard let window = Quantity.duration(String(parts[1])), windows.contains(window) else { return nil }
    return Threshold(count: count, windowNanoseconds: Int64(window / .nanoseconds(1)))
  }
}
