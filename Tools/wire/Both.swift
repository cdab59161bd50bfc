import ToolKit
import Wire

/// A setting of each direction: `20ms` for both, `20ms/5ms` for the way there and the way back.
struct Both<Value: Sendable>: Sendable {
  var forward: Value
  var backward: Value

  init(_ value: Value) { (forward, backward) = (value, value) }

  /// Reads one value, or two with a slash between them.
  init?(_ text: String, read: (String) -> Value?) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first.flatMap({ read(String($0)) }),
      let last = parts.last.flatMap({ read(String($0)) })
    else { return nil }
    (forward, backward) = (first, last)
  }

  subscript(direction: LinkDirection) -> Value { direction == .forward ? forward : backward }
}

extension Option {
  /// A value for each direction.
  ///
  /// - Parameters:
  ///   - placeholder: what the value is called in the help.
  ///   - accepted: what one value may be, as in "must be …".
  ///   - range: the ends, for the help.
  ///   - notation: how a value is written, for the help.
  ///   - initial: the default as it would be typed; nil for none.
  ///   - read: the value of a text, or nil when it is none.
  static func both<Value: Sendable>(
    _ long: String, _ placeholder: String, accepted: String, range: String? = nil, notation: String, _ help: String,
    _ field: any WritableKeyPath<Options, Both<Value>> & Sendable, initial: String? = nil,
    read: @escaping @Sendable (String) -> Value?
  ) -> Option {
    custom(
      nil, long, placeholder, accepted: "\(accepted), or two with a slash between them", help, field, range: range,
      notation: notation, show: { _ in initial }, read: { Both($0, read: read) })
  }
}
