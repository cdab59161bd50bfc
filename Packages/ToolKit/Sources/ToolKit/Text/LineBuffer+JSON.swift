extension LineBuffer {
  /// A JSON string in its quotes. What a terminal would act on instead of showing is written as `\u`.
  ///
  /// Source: RFC 8259 §7.
  mutating func appendJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    let plain = text.withUTF8 { octets in
      octets.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
    if plain {
      append(text)
    } else {
      for scalar in text.unicodeScalars { appendJSON(scalar) }
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendJSON(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\n": append("\\n")
    case "\r": append("\\r")
    case "\t": append("\\t")
    case _ where scalar.isShown: append(String(scalar))
    default:
      for unit in UTF16.encode(scalar)! {
        append("\\u")
        appendHexadecimal(UInt32(unit), digits: 4)
      }
    }
  }

  /// A number that JSON can say; null stands for infinities and for what is not a number.
  mutating func appendJSON(_ number: Double) {
    append(number.isFinite ? "\(number)" : "null")
  }
}
