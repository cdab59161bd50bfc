/// A descent over octets, one function a production of the grammar.
struct JSONParser {
  private var cursor: OctetCursor

  init(_ octets: [UInt8]) { cursor = OctetCursor(octets) }

  mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    cursor.skipWhiteSpace()
    switch cursor.next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .text(try JSONString.read(&cursor))
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"): return try JSONNumber.read(&cursor)
    case _ where cursor.hasDigit: return try JSONNumber.read(&cursor)
    default: throw cursor.unexpected
    }
  }

  mutating func end() throws(JSONError) {
    cursor.skipWhiteSpace()
    if cursor.next != nil { throw cursor.error(.trailing) }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    try enter(depth)
    var members: [JSONValue.Member] = []
    guard !takes(UInt8(ascii: "}")) else { return .object([]) }
    repeat {
      cursor.skipWhiteSpace()
      guard cursor.next == UInt8(ascii: "\"") else { throw cursor.unexpected }
      let name = try JSONString.read(&cursor)
      try require(UInt8(ascii: ":"))
      members.append(.init(name, try value(depth: depth - 1)))
    } while takes(UInt8(ascii: ","))
    try require(UInt8(ascii: "}"))
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    try enter(depth)
    var elements: [JSONValue] = []
    guard !takes(UInt8(ascii: "]")) else { return .array([]) }
    repeat {
      elements.append(try value(depth: depth - 1))
    } while takes(UInt8(ascii: ","))
    try require(UInt8(ascii: "]"))
    return .array(elements)
  }

  private mutating func enter(_ depth: Int) throws(JSONError) {
    guard depth > 0 else { throw cursor.error(.tooDeep) }
    cursor.advance()
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for octet in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
      guard cursor.next == octet else { throw cursor.unexpected }
      cursor.advance()
    }
    return value
  }

  /// Whether this octet stands here, white space aside; then it is passed.
  private mutating func takes(_ octet: UInt8) -> Bool {
    cursor.skipWhiteSpace()
    guard cursor.next == octet else { return false }
    cursor.advance()
    return true
  }

  private mutating func require(_ octet: UInt8) throws(JSONError) {
    guard takes(octet) else { throw cursor.unexpected }
  }
}
