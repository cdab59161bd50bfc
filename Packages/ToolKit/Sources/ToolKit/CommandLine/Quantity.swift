/// Numbers as people type them: strictly, whole words only, so that `10sec` or `64kb` cannot mean something else.
public enum Quantity {
  /// Digits, with a minus before them where the range goes below zero.
  ///
  /// - Returns: nil for anything else, and beyond the range.
  static func integer(_ text: String, within range: ClosedRange<Int>) -> Int? {
    let negative = range.lowerBound < 0 && text.hasPrefix("-")
    let digits = negative ? text.dropFirst() : text[...]
    guard isDigits(digits), let number = Int(text), range.contains(number) else { return nil }
    return number
  }

  /// Digits and one of k, m, g in either case, for powers of 1024.
  ///
  /// - Returns: nil for anything else, and beyond Int.
  static func size(_ text: String) -> Int? {
    let shift: Int
    switch text.last {
    case "k", "K": shift = 10
    case "m", "M": shift = 20
    case "g", "G": shift = 30
    default: shift = 0
    }
    let digits = shift == 0 ? text[...] : text.dropLast()
    guard isDigits(digits), let count = Int(digits) else { return nil }
    let (octets, overflow) = count.multipliedReportingOverflow(by: 1 << shift)
    return overflow ? nil : octets
  }

  /// The shortest text that `size` reads as this number.
  static func sizeText(_ octets: Int) -> String {
    for (shift, letter) in [(30, "g"), (20, "m"), (10, "k")] where octets != 0 && octets % (1 << shift) == 0 {
      return "\(octets >> shift)\(letter)"
    }
    return "\(octets)"
  }

  /// Parts of digits and a unit, largest unit first, each unit once; the last may have a fraction; 0 needs no unit.
  ///
  /// - Parameters:
  ///   - text: as somebody typed it.
  ///   - plain: what a number without any unit counts; nil when it needs one.
  /// - Returns: nil for anything else, for a fraction finer than nanoseconds, and beyond 292 years.
  public static func duration(_ text: String, plain: DurationUnit? = nil) -> Duration? {
    if isDigits(text[...]), let count = Int64(text) {
      if count == 0 { return .zero }
      guard let plain else { return nil }
      let (total, overflow) = count.multipliedReportingOverflow(by: plain.nanosecondCount)
      return overflow ? nil : .nanoseconds(total)
    }
    var rest = text[...]
    var total: Int64 = 0
    var units = DurationUnit.allCases[...]
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isWholeNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      let suffix = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(suffix.count)
      guard let place = units.firstIndex(where: { $0.suffix == suffix }),
        let part = nanoseconds(number, of: units[place]), rest.isEmpty || !number.contains(".")
      else { return nil }
      units = units[(place + 1)...]
      let (sum, overflow) = total.addingReportingOverflow(part)
      if overflow { return nil }
      total = sum
    }
    return text.isEmpty ? nil : .nanoseconds(total)
  }

  /// The text that `duration` reads as this span: "1m30s", "250ms", "0".
  static func durationText(_ duration: Duration) -> String {
    let parts = duration.components
    var rest = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
    var text = ""
    for unit in DurationUnit.allCases where rest >= unit.nanosecondCount {
      text += "\(rest / unit.nanosecondCount)\(unit.suffix)"
      rest %= unit.nanosecondCount
    }
    return text.isEmpty ? "0" : text
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0") ... UInt8(ascii: "9")).contains($0) }
  }

  private static func nanoseconds(_ number: Substring, of unit: DurationUnit) -> Int64? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy(isDigits), let whole = Int64(parts[0]) else { return nil }
    let (total, overflow) = whole.multipliedReportingOverflow(by: unit.nanosecondCount)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return total }
    var value = unit.nanosecondCount
    var fraction: Int64 = 0
    for digit in parts[1].utf8 {
      guard value % 10 == 0 else { return nil }
      value /= 10
      fraction += Int64(digit - UInt8(ascii: "0")) * value
    }
    let (sum, tooLong) = total.addingReportingOverflow(fraction)
    return tooLong ? nil : sum
  }
}
