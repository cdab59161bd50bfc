public import ToolKit

/// What a tool told of itself: the event's name and its fields, in its order.
public struct ToolEvent: Hashable, Sendable {
  /// "listening", "reply", "closed".
  public var name: String
  /// What it said. A field that was a list or an object is the text of one.
  public var fields: [Field]

  /// An event from its parts.
  public init(_ name: String, _ fields: [Field] = []) {
    self.name = name
    self.fields = fields
  }

  /// The text under this name, or nil when there is none or something else.
  public func text(_ name: String) -> String? {
    guard case .text(let text) = fields.first(where: { $0.name == name })?.value else { return nil }
    return text
  }

  /// The whole number under this name, or nil when there is none or something else.
  public func integer(_ name: String) -> Int? {
    guard case .integer(let number) = fields.first(where: { $0.name == name })?.value else { return nil }
    return Int(exactly: number)
  }

  /// The number under this name, whole or not; nil when there is none.
  public func number(_ name: String) -> Double? {
    switch fields.first(where: { $0.name == name })?.value {
    case .integer(let number): Double(number)
    // What a line of JSON holds is never a `decimal`: it knows no count of places.
    case .real(let number): number
    default: nil
    }
  }
}
