/// Moments as text, in UTC and to the nanosecond: `2024-02-29T23:59:59.999999999Z`.
///
/// Source: RFC 3339 §5.6.
public enum RFC3339 {
  /// The text of a moment; always 30 characters.
  ///
  /// - Parameter nanoseconds: since 1970-01-01 00:00 UTC. Any Int64 will do: it ends in the years 1677 and 2262.
  public static func text(nanoseconds: Int64) -> String {
    var line = LineBuffer(capacity: 30)
    append(nanoseconds, to: &line)
    return line.text
  }

  /// Puts the text of a moment behind a line.
  public static func append(_ nanoseconds: Int64, to line: inout LineBuffer) {
    let (seconds, fraction) = flooredDivision(nanoseconds, 1_000_000_000)
    let (days, second) = flooredDivision(seconds, 86_400)
    let date = civilDate(days: days)
    line.append(UInt64(date.year), digits: 4)
    line.append(UInt8(ascii: "-"))
    line.append(UInt64(date.month), digits: 2)
    line.append(UInt8(ascii: "-"))
    line.append(UInt64(date.day), digits: 2)
    line.append(UInt8(ascii: "T"))
    line.append(UInt64(second / 3600), digits: 2)
    line.append(UInt8(ascii: ":"))
    line.append(UInt64(second / 60 % 60), digits: 2)
    line.append(UInt8(ascii: ":"))
    line.append(UInt64(second % 60), digits: 2)
    line.append(UInt8(ascii: "."))
    line.append(UInt64(fraction), digits: 9)
    line.append(UInt8(ascii: "Z"))
  }

  /// Days since 1970-01-01 as a date. Years are counted from March, so that the leap day is the last of its year, and
  /// in eras of 400 years, after which the Gregorian calendar repeats.
  private static func civilDate(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let daysPerEra: Int64 = 146_097
    let daysFromYearZeroToEpoch: Int64 = 719_468
    let (era, dayOfEra) = flooredDivision(days + daysFromYearZeroToEpoch, daysPerEra)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }

  /// Rounds down, where Swift's `/` rounds to zero: before 1970 the remainder must count forward too.
  private static func flooredDivision(_ number: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
