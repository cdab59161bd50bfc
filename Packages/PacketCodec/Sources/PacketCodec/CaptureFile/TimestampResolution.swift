/// What one unit of a pcapng timestamp is: a negative power of ten or of two of a second.
///
/// Source: draft-ietf-opsawg-pcapng §4.2, if_tsresol.
public struct TimestampResolution: RawRepresentable, Hashable, Sendable {
  /// The option's octet: the exponent in seven bits, the highest bit set for a power of two.
  public var rawValue: UInt8

  /// The resolution this octet says; every octet says one.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// 10⁻⁶ s, what a file means that does not say.
  public static let microseconds = TimestampResolution(rawValue: 6)
  /// 10⁻⁹ s, what the writer writes.
  public static let nanoseconds = TimestampResolution(rawValue: 9)

  /// What `ticks` units are in nanoseconds, rounded down, and held at `Int64.max`.
  public func nanoseconds(ticks: UInt64) -> Int64 {
    let exponent = Int(rawValue & 0x7F)
    if rawValue & 0x80 != 0 { return Self.binary(ticks, exponent: exponent) }
    if exponent > 9 + 19 { return 0 }
    if exponent > 9 { return Int64(clamping: ticks / Self.power(of: 10, exponent - 9)) }
    let (product, overflow) = ticks.multipliedReportingOverflow(by: Self.power(of: 10, 9 - exponent))
    return overflow ? .max : Int64(clamping: product)
  }

  private static func binary(_ ticks: UInt64, exponent: Int) -> Int64 {
    let (high, low) = ticks.multipliedFullWidth(by: 1_000_000_000)
    switch exponent {
    case 0: return high == 0 ? Int64(clamping: low) : .max
    case 1 ..< 64:
      guard high >> UInt64(exponent) == 0 else { return .max }
      return Int64(clamping: high << UInt64(64 - exponent) | low >> UInt64(exponent))
    case 64: return Int64(clamping: high)
    default: return Int64(clamping: high >> UInt64(exponent - 64))
    }
  }

  /// `exponent` is 0 ... 19, so that the power fits.
  private static func power(of base: UInt64, _ exponent: Int) -> UInt64 {
    (0 ..< exponent).reduce(1) { product, _ in product * base }
  }
}
