/// One line in the making: octets, and the few ways in which numbers and text become octets.
///
/// Every event of every tool is written with it, so it formats by hand: the standard library's interpolation costs
/// twice as much, C's printf family six times.
public struct LineBuffer: Sendable {
  /// What was written so far.
  public private(set) var octets: [UInt8] = []

  /// An empty one, with room for `capacity` octets before it grows.
  public init(capacity: Int = 256) { octets.reserveCapacity(capacity) }

  /// Puts one octet behind.
  public mutating func append(_ octet: UInt8) { octets.append(octet) }

  /// Puts octets behind, as they are.
  public mutating func append(_ octets: [UInt8]) { self.octets.append(contentsOf: octets) }

  /// Puts text behind, as UTF-8 and as it is.
  public mutating func append(_ text: String) { octets.append(contentsOf: text.utf8) }

  /// Puts a literal behind.
  public mutating func append(_ text: StaticString) {
    octets.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Puts a number behind, in decimal.
  public mutating func append(_ number: Int64) {
    if number < 0 { octets.append(UInt8(ascii: "-")) }
    append(number.magnitude, digits: 1)
  }

  /// Decimal digits, with zeros before them up to `digits`.
  public mutating func append(_ number: UInt64, digits: Int) {
    let start = octets.count
    var rest = number
    repeat {
      octets.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    while octets.count - start < digits { octets.append(UInt8(ascii: "0")) }
    // By hand: reversing a slice in place would copy it.
    var (low, high) = (start, octets.count - 1)
    while low < high {
      octets.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// A number held as a count of its last decimal place: 12345 with 3 places is 12.345.
  public mutating func append(_ scaled: Int64, places: Int) {
    if scaled < 0 { octets.append(UInt8(ascii: "-")) }
    var unit: UInt64 = 1
    for _ in 0 ..< places { unit *= 10 }
    let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: unit)
    append(whole, digits: 1)
    guard places > 0 else { return }
    octets.append(UInt8(ascii: "."))
    append(fraction, digits: places)
  }

  /// The lowest `digits` hexadecimal digits of a number.
  public mutating func appendHexadecimal(_ number: UInt32, digits: Int) {
    for place in (0 ..< digits).reversed() {
      let digit = UInt8(truncatingIfNeeded: number >> (4 * place)) & 0xF
      octets.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Forgets what was written and keeps the room.
  public mutating func removeAll() { octets.removeAll(keepingCapacity: true) }

  /// The line as text. A part that is not UTF-8 becomes U+FFFD; nothing here writes such a part.
  var text: String { String(decoding: octets, as: UTF8.self) }
}
