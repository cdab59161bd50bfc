/// Numbers of JSON.
///
/// Source: RFC 8259 §6.
enum JSONNumber {
  /// - Parameter cursor: at a minus or a digit.
  static func read(_ cursor: inout OctetCursor) throws(JSONError) -> JSONValue {
    let start = cursor.offset
    var isWhole = true
    if cursor.next == UInt8(ascii: "-") { cursor.advance() }
    if cursor.next == UInt8(ascii: "0") {
      cursor.advance()
    } else {
      try skipDigits(&cursor)
    }
    if cursor.next == UInt8(ascii: ".") {
      isWhole = false
      cursor.advance()
      try skipDigits(&cursor)
    }
    if cursor.next == UInt8(ascii: "e") || cursor.next == UInt8(ascii: "E") {
      isWhole = false
      cursor.advance()
      if cursor.next == UInt8(ascii: "+") || cursor.next == UInt8(ascii: "-") { cursor.advance() }
      try skipDigits(&cursor)
    }
    let text = String(decoding: cursor.passed(since: start), as: UTF8.self)
    if isWhole, let number = Int64(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else {
      throw JSONError(reason: .numberTooLarge, offset: start)
    }
    return .decimal(number)
  }

  private static func skipDigits(_ cursor: inout OctetCursor) throws(JSONError) {
    guard cursor.hasDigit else { throw cursor.unexpected }
    while cursor.hasDigit { cursor.advance() }
  }
}
