extension RFC3339 {
  /// Reads a moment: "2026-11-21T07:52:41.000000001Z", with any number of decimals, or with an offset "+01:00".
  ///
  /// - Returns: nanoseconds since 1970, what is finer being cut; nil for anything else, for days that no month has, and
  ///   beyond the years that 64 bits hold (1677 to 2262).
  public static func nanoseconds(_ text: String) -> Int64? {
    var rest = text.utf8[...]
    func number(_ digits: Int) -> Int64? {
      let part = rest.prefix(digits)
      guard part.count == digits, part.allSatisfy(isDigit) else { return nil }
      rest = rest.dropFirst(digits)
      return part.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
    func sign(_ expected: Character) -> Bool {
      guard let octet = expected.asciiValue, rest.first == octet || rest.first == octet | 0x20 else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = number(4), sign("-"), let month = number(2), sign("-"), let day = number(2), sign("T"),
      let hour = number(2), sign(":"), let minute = number(2), sign(":"), let second = number(2),
      (1677 ... 2262).contains(year), (1 ... 12).contains(month), (1 ... daysIn(month, year)).contains(day), hour < 24,
      minute < 60, second <= 60
    else { return nil }
    var fraction: Int64 = 0
    if sign(".") {
      let digits = rest.prefix { isDigit($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
      let nine = digits.prefix(9)
      fraction = nine.reduce(0) { $0 * 10 + Int64($1 - 48) }
      for _ in nine.count ..< 9 { fraction *= 10 }
    }
    guard let offset = offset(rest) else { return nil }
    let days = daysSinceEpoch(year, month, day)
    return nanoseconds(seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset, fraction)
  }

  /// - Parameter fraction: nanoseconds after the second, 0 ..< 10⁹.
  private static func nanoseconds(seconds: Int64, _ fraction: Int64) -> Int64? {
    // Before 1970 a second is borrowed, or the earliest moments overflow on the way to a sum that does not.
    let isBorrowed = seconds < 0
    let (whole, isTooFar) = (seconds + (isBorrowed ? 1 : 0)).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflow) = whole.addingReportingOverflow(fraction - (isBorrowed ? 1_000_000_000 : 0))
    return isTooFar || overflow ? nil : sum
  }

  private static func isDigit(_ octet: UInt8) -> Bool { (48 ... 57).contains(octet) }

  /// Seconds before UTC of "Z", "+hh:mm" or "-hh:mm".
  private static func offset(_ zone: Substring.UTF8View) -> Int64? {
    let octets = Array(zone)
    if octets == [UInt8(ascii: "Z")] || octets == [UInt8(ascii: "z")] { return 0 }
    guard octets.count == 6, octets[3] == UInt8(ascii: ":"),
      octets[0] == UInt8(ascii: "+") || octets[0] == UInt8(ascii: "-"),
      [1, 2, 4, 5].allSatisfy({ isDigit(octets[$0]) })
    else { return nil }
    let digits = [1, 2, 4, 5].map { Int64(octets[$0] - 48) }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours < 24, minutes < 60 else { return nil }
    return (octets[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private static func daysIn(_ month: Int64, _ year: Int64) -> Int64 {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Counted in years that begin with March, so that a leap day is the last of its year.
  private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    let daysFromMarchYearZeroToEpoch: Int64 = 719_468
    return marchYear * 365 + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - daysFromMarchYearZeroToEpoch
  }
}
