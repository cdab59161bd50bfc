// The small words of strace's language, taken off the front of a line or held beside it.

extension ArraySlice<UInt8> {
  var text: String { String(decoding: self, as: UTF8.self) }

  /// - Returns: nil when it begins with something else.
  func dropping(prefix: String) -> ArraySlice<UInt8>? { starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil }

  /// - Returns: nil when it ends with something else.
  func dropping(suffix: String) -> ArraySlice<UInt8>? {
    self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) ? dropLast(suffix.utf8.count) : nil
  }

  /// - Returns: nil when it does not begin and end so.
  func between(_ prefix: String, _ suffix: String) -> ArraySlice<UInt8>? {
    dropping(prefix: prefix)?.dropping(suffix: suffix)
  }

  /// What stands between the first of one text and the next of another.
  ///
  /// - Returns: nil when one of them is not there.
  func inside(_ opening: String, _ closing: String) -> ArraySlice<UInt8>? {
    guard let start = firstRange(of: Array(opening.utf8))?.upperBound,
      let end = self[start...].firstRange(of: Array(closing.utf8))?.lowerBound
    else { return nil }
    return self[start ..< end]
  }

  /// - Returns: whether there was one at all.
  mutating func dropSpaces() -> Bool {
    let before = count
    self = drop { $0 == UInt8(ascii: " ") }
    return count < before
  }

  /// Decimal digits, all of them.
  ///
  /// - Returns: nil when there are none, or too many for an Int.
  mutating func takeNumber() -> Int? {
    let digits = prefix(while: Self.isDigit)
    guard !digits.isEmpty else { return nil }
    var number = 0
    for digit in digits {
      let (tens, isTooLong) = number.multipliedReportingOverflow(by: 10)
      let (sum, isTooLarge) = tens.addingReportingOverflow(Int(digit &- UInt8(ascii: "0")))
      guard !isTooLong, !isTooLarge else { return nil }
      number = sum
    }
    self = dropFirst(digits.count)
    return number
  }

  /// Seconds with a fraction of one to nine digits, as nanoseconds.
  mutating func takeSeconds() -> Int64? {
    guard let seconds = takeNumber(), let rest = dropping(prefix: ".") else { return nil }
    let digits = rest.prefix(while: Self.isDigit)
    guard (1 ... 9).contains(digits.count) else { return nil }
    var fraction: Int64 = 0
    for place in 0 ..< 9 {
      fraction = fraction * 10
      if place < digits.count { fraction += Int64(digits[digits.startIndex + place] &- UInt8(ascii: "0")) }
    }
    self = rest.dropFirst(digits.count)
    let (scaled, isTooLarge) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflows) = scaled.addingReportingOverflow(fraction)
    return isTooLarge || overflows ? nil : sum
  }

  static func isDigit(_ octet: UInt8) -> Bool { octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9") }
}
