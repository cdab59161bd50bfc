/// One `key=value` of an event.
public struct Field: Hashable, Sendable {
  /// The key, in small letters and underscores, with its unit at its end: "rtt_us", "octets_in".
  public var name: String
  /// What it says.
  public var value: Value

  /// What a field can say.
  public enum Value: Hashable, Sendable {
    /// Text of our own making, or made readable already.
    case text(String)
    /// Octets from a peer or a file: shown in `OctetNotation`, in JSON too.
    case octets([UInt8])
    /// A whole number.
    case integer(Int64)
    /// A number as a count of its last decimal place: `.decimal(12345, places: 3)` is 12.345.
    case decimal(Int64, places: Int)
    /// A number with a fraction that is not exact; what is not finite is written null.
    case real(Double)
    /// true or false.
    case flag(Bool)
  }

  /// A field of a value made elsewhere.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

extension Field {
  /// Text of our own making.
  public static func text(_ name: String, _ text: String) -> Field { Field(name, .text(text)) }

  /// What describes itself, such as an address or a state.
  public static func text(_ name: String, _ thing: some CustomStringConvertible) -> Field {
    Field(name, .text(thing.description))
  }

  /// Octets from a peer or a file.
  public static func octets(_ name: String, _ octets: [UInt8]) -> Field { Field(name, .octets(octets)) }

  /// A whole number; one beyond Int64's ends is held at the end.
  public static func integer(_ name: String, _ number: some BinaryInteger) -> Field {
    Field(name, .integer(Int64(clamping: number)))
  }

  /// A measurement, rounded to a number of decimal places.
  ///
  /// - Parameters:
  ///   - name: the key, which ends with the unit.
  ///   - number: the value.
  ///   - places: 0 ... 9.
  public static func decimal(_ name: String, _ number: Double, places: Int = 3) -> Field {
    precondition((0 ... 9).contains(places), "places beyond 0 ... 9")
    var unit = 1.0
    for _ in 0 ..< places { unit *= 10 }
    guard let scaled = Int64(exactly: (number * unit).rounded()) else { return Field(name, .real(number)) }
    return Field(name, .decimal(scaled, places: places))
  }

  /// Nanoseconds as microseconds, exact to the last digit: the form of all `_us` fields.
  public static func microseconds(_ name: String, nanoseconds: Int64) -> Field {
    Field(name, .decimal(nanoseconds, places: 3))
  }

  /// true or false.
  public static func flag(_ name: String, _ value: Bool) -> Field { Field(name, .flag(value)) }
}
