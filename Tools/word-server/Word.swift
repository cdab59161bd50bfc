/// The words that mean something, and what they are answered with.
enum Word: String, CaseIterable {
  case hi, hello, ping, foo, exit, poison, help

  /// The answer's value, or nil for `help`, whose answer names the others.
  private var value: String? {
    switch self {
    case .hi: "Hello"
    case .hello: "Hi"
    case .ping: "Pong"
    case .foo: "Bar"
    case .exit: "Bye"
    case .poison: "Poisoned successfully, no more connection will be accepted."
    case .help: nil
    }
  }

  /// A word that a peer sent, in small letters.
  ///
  /// Only the cases above are ever found, whatever a peer writes: no word reaches anything else by its name.
  ///
  /// - Parameter takesPoison: whether `poison` is one of them.
  init?(_ octets: [UInt8], takesPoison: Bool) {
    guard let word = Self.known[octets], takesPoison || word != .poison else { return nil }
    self = word
  }

  private static let known = Dictionary(uniqueKeysWithValues: allCases.map { (Array($0.rawValue.utf8), $0) })

  /// What stands after `server: `.
  func answer(takesPoison: Bool) -> String {
    if let value { return value }
    let names = Self.allCases.filter { takesPoison || $0 != .poison }.map(\.rawValue)
    return "Available commands: \(names.joined(separator: ", "))"
  }
}
