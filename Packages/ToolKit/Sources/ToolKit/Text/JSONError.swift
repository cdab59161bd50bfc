/// Why octets are not one JSON text, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: String, Hashable, Sendable {
    /// The text ends within a value.
    case truncated = "ends within a value"
    /// An octet that cannot stand here.
    case unexpected = "unexpected octet"
    /// More follows the value.
    case trailing = "more follows the value"
    /// Arrays and objects within each other beyond the limit.
    case tooDeep = "nested too deep"
    /// A backslash before something it does not go with.
    case badEscape = "no such escape"
    /// `\ud800` to `\udfff` that are no pair.
    case loneSurrogate = "half a surrogate pair"
    /// A string that is not UTF-8.
    case badUTF8 = "not UTF-8"
    /// A number beyond what Double holds.
    case numberTooLarge = "number too large"
  }

  /// What is wrong.
  public var reason: Reason
  /// Where: octets before the first that is wrong, or before the string that is.
  public var offset: Int

  /// "unexpected octet at 12"
  public var description: String { "\(reason.rawValue) at \(offset)" }
}
