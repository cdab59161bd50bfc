/// A JSON text as values. An object keeps the order in which it was written.
///
/// Source: RFC 8259 §3.
public indirect enum JSONValue: Hashable, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number without fraction and exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number, as near as Double comes to it.
  case decimal(Double)
  /// A string.
  case text(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object([Member])

  /// A name and its value in an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// A member made of its parts.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }
}

extension JSONValue {
  /// An object's value under a name; the last one when the name stands twice.
  ///
  /// - Returns: nil when there is none, or when this is no object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The text, or nil when this is none.
  public var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The whole number, or nil when this is none.
  public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

  /// The number, whole or not, or nil when this is none.
  public var decimal: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .decimal(let number): number
    default: nil
    }
  }

  /// The truth value, or nil when this is none.
  public var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  /// The elements, or nil when this is no array.
  public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members in their order, or nil when this is no object.
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}

extension JSONValue: CustomStringConvertible {
  /// The JSON text, on one line without spaces; a decimal that is not finite is `null`.
  public var description: String {
    var line = LineBuffer()
    append(to: &line)
    return line.text
  }

  private func append(to line: inout LineBuffer) {
    switch self {
    case .null: line.append("null")
    case .bool(let flag): line.append(flag ? "true" : "false")
    case .integer(let number): line.append(number)
    case .decimal(let number): line.appendJSON(number)
    case .text(let text): line.appendJSON(text)
    case .array(let elements):
      line.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { line.append(UInt8(ascii: ",")) }
        element.append(to: &line)
      }
      line.append(UInt8(ascii: "]"))
    case .object(let members):
      line.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { line.append(UInt8(ascii: ",")) }
        line.appendJSON(member.name)
        line.append(UInt8(ascii: ":"))
        member.value.append(to: &line)
      }
      line.append(UInt8(ascii: "}"))
    }
  }
}
