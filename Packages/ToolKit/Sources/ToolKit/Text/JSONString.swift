/// Strings of JSON.
///
/// Source: RFC 8259 §7.
enum JSONString {
  /// - Parameter cursor: at the opening quote.
  static func read(_ cursor: inout OctetCursor) throws(JSONError) -> String {
    let start = cursor.offset
    cursor.advance()
    var octets: [UInt8] = []
    while let octet = cursor.next {
      switch octet {
      case UInt8(ascii: "\""):
        cursor.advance()
        guard let text = String(validating: octets, as: UTF8.self) else {
          throw JSONError(reason: .badUTF8, offset: start)
        }
        return text
      case UInt8(ascii: "\\"):
        octets.append(contentsOf: UTF8.encode(try escaped(&cursor))!)
      case 0 ..< 0x20:
        throw cursor.unexpected
      default:
        octets.append(octet)
        cursor.advance()
      }
    }
    throw cursor.unexpected
  }

  /// - Parameter cursor: at the backslash.
  private static func escaped(_ cursor: inout OctetCursor) throws(JSONError) -> Unicode.Scalar {
    let start = cursor.offset
    cursor.advance()
    guard let letter = cursor.next else { throw cursor.unexpected }
    cursor.advance()
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar(&cursor, start: start)
    default: throw JSONError(reason: .badEscape, offset: start)
    }
  }

  /// One `\u`, or two that are a pair.
  private static func scalar(_ cursor: inout OctetCursor, start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try fourDigits(&cursor, start: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(first), cursor.next == UInt8(ascii: "\\") else {
      throw JSONError(reason: .loneSurrogate, offset: start)
    }
    cursor.advance()
    guard cursor.next == UInt8(ascii: "u") else { throw JSONError(reason: .loneSurrogate, offset: start) }
    cursor.advance()
    let second = try fourDigits(&cursor, start: start)
    guard UTF16.isTrailSurrogate(second) else { throw JSONError(reason: .loneSurrogate, offset: start) }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private static func fourDigits(_ cursor: inout OctetCursor, start: Int) throws(JSONError) -> UInt16 {
    var number: UInt16 = 0
    for _ in 0 ..< 4 {
      guard let octet = cursor.next else { throw cursor.unexpected }
      guard let digit = Character(Unicode.Scalar(octet)).hexDigitValue else {
        throw JSONError(reason: .badEscape, offset: start)
      }
      number = number << 4 | UInt16(digit)
      cursor.advance()
    }
    return number
  }
}
