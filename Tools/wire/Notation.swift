import ToolKit
import Wire

/// How the values of the command line are written.
enum Notation {
  static let durations = Duration.zero ... .nanoseconds(Impairment.delayMax)

  /// A duration in nanoseconds: `20ms`, 0 ... 1m.
  static func delay(_ text: String) -> Int64? {
    guard let duration = Quantity.duration(text), durations.contains(duration) else { return nil }
    return Int64(duration / .nanoseconds(1))
  }

  /// The same, above 0.
  static func hold(_ text: String) -> Int64? { delay(text).flatMap { $0 > 0 ? $0 : nil } }

  /// A percentage: `1`, `0.5`, 0 ... 100.
  static func percent(_ text: String) -> Probability? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && isDigits($0) }), let number = Double(text) else { return nil }
    return Probability(number / 100)
  }

  /// Bits a second, in powers of ten: `512k`, `10m`, `1g`. nil within for `0`, which is no limit.
  static func rate(_ text: String) -> Int?? {
    let factor =
      switch text.last {
      case "k": 1000
      case "m": 1_000_000
      case "g": 1_000_000_000
      default: 1
      }
    let digits = factor == 1 ? text[...] : text.dropLast()
    guard isDigits(digits), let count = Int(digits) else { return nil }
    let (bits, overflow) = count.multipliedReportingOverflow(by: factor)
    if bits == 0, !overflow { return .some(nil) }
    guard !overflow, Bottleneck.rates.contains(bits) else { return nil }
    return .some(bits)
  }

  /// `ENTER,LEAVE[,INSIDE[,OUTSIDE]]`, percentages.
  static func burst(_ text: String) -> BurstLoss?? {
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    let parts = words.compactMap { percent(String($0)) }
    guard parts.count == words.count, (2 ... 4).contains(parts.count) else { return nil }
    return BurstLoss(
      enter: parts[0], leave: parts[1], lossInside: parts.count > 2 ? parts[2] : .always,
      lossOutside: parts.count > 3 ? parts[3] : .never
    ).map { .some($0) }
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0") ... UInt8(ascii: "9")).contains($0) }
  }
}
