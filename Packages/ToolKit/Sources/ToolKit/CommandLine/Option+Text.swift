public import SocketKit

extension Option {
  /// Any text, such as a filter or a file's name; nil, the default, for none.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - placeholder: what the value is called in the help: "FILE".
  ///   - help: what it does, beginning small, without a full stop.
  ///   - field: what it sets.
  ///   - environment: a variable that sets it when the command line does not; an empty one counts as unset.
  public static func text(
    _ short: Character?, _ long: String, _ placeholder: String, _ help: String,
    _ field: any WritableKeyPath<Options, String?> & Sendable, environment: String? = nil
  ) -> Option {
    custom(
      short, long, placeholder, accepted: "some text", help, field, environment: environment,
      show: { $0 }, read: { $0 })
  }

  /// The same with a default; an empty text is not accepted.
  public static func text(
    _ short: Character?, _ long: String, _ placeholder: String, _ help: String,
    _ field: any WritableKeyPath<Options, String> & Sendable, environment: String? = nil
  ) -> Option {
    custom(
      short, long, placeholder, accepted: "some text", help, field, environment: environment,
      show: { $0.isEmpty ? nil : $0 }, read: { $0.isEmpty ? nil : $0 })
  }

  /// Text that may be given many times; each time adds one.
  public static func list(
    _ short: Character?, _ long: String, _ placeholder: String, _ help: String,
    _ field: any WritableKeyPath<Options, [String]> & Sendable
  ) -> Option {
    Option(
      description: OptionDescription(
        short: short, long: long, placeholder: placeholder, help: help, accepted: "some text"),
      apply: { options, text in
        options[keyPath: field].append(text)
        return !text.isEmpty
      }, show: { $0[keyPath: field].isEmpty ? nil : $0[keyPath: field].joined(separator: " ") })
  }

  /// One of the cases of an enum, by its raw value.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - help: what it does, beginning small, without a full stop. The choices and the default are added to it.
  ///   - field: what it sets.
  ///   - environment: a variable that sets it when the command line does not; an empty one counts as unset.
  public static func choice<Value: CaseIterable & RawRepresentable<String> & Sendable>(
    _ short: Character?, _ long: String, _ help: String, _ field: any WritableKeyPath<Options, Value> & Sendable,
    environment: String? = nil
  ) -> Option {
    let names = Value.allCases.map(\.rawValue)
    return custom(
      short, long, names.joined(separator: "|"), accepted: "one of \(names.joined(separator: ", "))", help, field,
      environment: environment, choices: names, show: { $0.rawValue }, read: { Value(rawValue: $0) })
  }

  /// Where to listen or connect: `HOST:PORT`, `[V6]:PORT`, `:PORT` for all addresses.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - help: what it does, beginning small, without a full stop. The default is added to it.
  ///   - field: what it sets.
  ///   - host: a variable that sets the host alone, when the command line says nothing.
  ///   - port: a variable that sets the port alone, when the command line says nothing.
  public static func address(
    _ short: Character?, _ long: String, _ help: String, _ field: any WritableKeyPath<Options, HostPort> & Sendable,
    hostEnvironment host: String? = nil, portEnvironment port: String? = nil
  ) -> Option {
    var option = custom(
      short, long, "HOST:PORT", accepted: "HOST:PORT, [V6]:PORT or :PORT, the port 0 ... 65535", help, field,
      notation: "HOST:PORT, [V6]:PORT, or :PORT for all addresses", show: { $0.description }, read: { HostPort($0) })
    if let host {
      option.addVariable(host, accepted: "a name or an address, without a port") { options, text in
        guard let place = HostPort("\(text):0") ?? HostPort("[\(text)]:0"), place.host != nil else { return false }
        options[keyPath: field].host = place.host
        return true
      }
    }
    if let port {
      option.addVariable(port, accepted: "a port, 0 ... 65535") { options, text in
        guard let number = Quantity.integer(text, within: 0 ... 65535) else { return false }
        options[keyPath: field].port = UInt16(number)
        return true
      }
    }
    return option
  }
}
