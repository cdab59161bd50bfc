/// Why octets are not the header they stand for.
///
/// A case carries the layer, the field and two numbers, never a sentence: a tool prints them as keys, a test compares them.
public enum DecodeError: Error, Hashable, Sendable {
  /// The octets end before the field does. Both numbers count from the start of the layer.
  case truncated(Layer, HeaderField, needed: Int, available: Int)
  /// A length field says less than the header that contains it takes, or less than the field itself.
  case badLength(Layer, HeaderField, minimum: Int, found: Int)
  /// A field that selects a format selects one this package does not read.
  case unsupported(Layer, HeaderField, expected: Int, found: Int)

  /// The layer whose header could not be read.
  public var layer: Layer {
    switch self {
    case .truncated(let layer, _, _, _), .badLength(let layer, _, _, _), .unsupported(let layer, _, _, _): layer
    }
  }

  /// The field that was wrong or missing.
  public var field: HeaderField {
    switch self {
    case .truncated(_, let field, _, _), .badLength(_, let field, _, _), .unsupported(_, let field, _, _): field
    }
  }

  /// What a good header would have had there: octets for a length, otherwise the field's value.
  public var needed: Int {
    switch self {
    case .truncated(_, _, let needed, _), .badLength(_, _, let needed, _), .unsupported(_, _, let needed, _): needed
    }
  }

  /// What was there, in the unit of `needed`.
  public var found: Int {
    switch self {
    case .truncated(_, _, _, let found), .badLength(_, _, _, let found), .unsupported(_, _, _, let found): found
    }
  }
}

extension DecodeError: CustomStringConvertible {
  /// One phrase for a diagnostic: `tcp data offset: 20 octets at least, 8 found`.
  public var description: String {
    let place = "\(layer.rawValue) \(field.rawValue)"
    return switch self {
    case .truncated: "\(place): \(needed) octets needed, \(found) there"
    case .badLength: "\(place): \(needed) octets at least, \(found) found"
    case .unsupported: "\(place): \(needed) expected, \(found) found"
    }
  }
}
