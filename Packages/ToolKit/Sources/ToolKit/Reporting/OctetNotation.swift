/// Octets of any origin as one line of text, so that each can be told from the text: `ECHO \xff\\\n`.
///
/// What is valid UTF-8 and shown by a terminal stands as it is; a backslash is doubled; newline, return and tab are
/// `\n`, `\r`, `\t`; every other octet is `\x` and two hexadecimal digits. A peer can neither move the cursor nor
/// forge a line, and `octets(of:)` gives back exactly what was there.
public enum OctetNotation {
  /// The octets written down.
  public static func text(of octets: [UInt8]) -> String {
    var line = LineBuffer(capacity: octets.count + 16)
    append(octets, to: &line)
    return line.text
  }

  /// What was written down.
  ///
  /// - Returns: nil for a backslash that begins none of the forms above.
  public static func octets(of text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let octet = rest.popFirst() {
      guard octet == UInt8(ascii: "\\") else {
        result.append(octet)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "x"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
        result.append(high << 4 | low)
      default: return nil
      }
    }
    return result
  }

  /// - Parameter quotes: whether `"` is written `\"`, for a value that stands in quotes.
  static func append(_ octets: [UInt8], to line: inout LineBuffer, quotes: Bool = false) {
    var start = 0
    while start < octets.count {
      let octet = octets[start]
      if octet >= 0x80, let scalar = scalar(in: octets, at: start), scalar.isShown {
        let width = UTF8.width(scalar)
        for index in start ..< start + width { line.append(octets[index]) }
        start += width
      } else {
        append(octet, to: &line, quotes: quotes)
        start += 1
      }
    }
  }

  private static func append(_ octet: UInt8, to line: inout LineBuffer, quotes: Bool) {
    switch octet {
    case UInt8(ascii: "\\"): line.append("\\\\")
    case UInt8(ascii: "\"") where quotes: line.append("\\\"")
    case UInt8(ascii: "\n"): line.append("\\n")
    case UInt8(ascii: "\r"): line.append("\\r")
    case UInt8(ascii: "\t"): line.append("\\t")
    case 0x20 ..< 0x7F: line.append(octet)
    default:
      line.append("\\x")
      line.appendHexadecimal(UInt32(octet), digits: 2)
    }
  }

  /// The scalar whose UTF-8 begins at `start`, or nil when none does.
  private static func scalar(in octets: [UInt8], at start: Int) -> Unicode.Scalar? {
    var decoder = UTF8()
    var rest = octets[start ..< min(start + 4, octets.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
    return scalar
  }

  private static func digit(_ octet: UInt8) -> UInt8? {
    switch octet {
    case UInt8(ascii: "0") ... UInt8(ascii: "9"): octet - UInt8(ascii: "0")
    case UInt8(ascii: "a") ... UInt8(ascii: "f"): octet - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A") ... UInt8(ascii: "F"): octet - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
