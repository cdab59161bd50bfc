internal import Glibc
public import ToolKit

/// The time of day, as the machine's time zone has it.
public struct LocalTime: Sendable {
  /// Zones change their distance to UTC at whole quarters of an hour, so it is asked for once in each.
  private static let period: Int64 = 900

  private var quarter: Int64 = .min
  private var distance: Int64 = 0

  /// Nothing asked yet.
  public init() {}

  /// Puts `20:13:20.123456` and a space behind `line`, rounded down.
  ///
  /// - Parameters:
  ///   - nanoseconds: since 1970; any number.
  ///   - line: what the time is put behind.
  public mutating func append(_ nanoseconds: Int64, to line: inout LineBuffer) {
    var (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    if fraction < 0 { (seconds, fraction) = (seconds - 1, fraction + 1_000_000_000) }
    if seconds / Self.period != quarter {
      quarter = seconds / Self.period
      distance = Self.distance(at: seconds)
    }
    let day: Int64 = 86_400
    let second = UInt64(((seconds + distance) % day + day) % day)
    line.append(second / 3600, digits: 2)
    line.append(UInt8(ascii: ":"))
    line.append(second / 60 % 60, digits: 2)
    line.append(UInt8(ascii: ":"))
    line.append(second % 60, digits: 2)
    line.append(UInt8(ascii: "."))
    line.append(UInt64(fraction / 1000), digits: 6)
    line.append(UInt8(ascii: " "))
  }

  private static func distance(at seconds: Int64) -> Int64 {
    var moment = time_t(seconds)
    var parts = tm()
    return localtime_r(&moment, &parts) == nil ? 0 : Int64(parts.tm_gmtoff)
  }
}
