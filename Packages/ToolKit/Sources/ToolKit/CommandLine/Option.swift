/// One option of a tool: what it is called, and how it changes the tool's `Options`.
///
/// Made by the functions of this type, each for one kind of value, and listed in a `Command`.
public struct Option<Options: Sendable>: Sendable {
  /// Takes a value's text; false when it is not one of those accepted.
  typealias Apply = @Sendable (inout Options, String) -> Bool

  var description: OptionDescription
  var apply: Apply
  /// Beside `description.environment`: how each variable is read, and what it accepts.
  var variables: [(name: String, accepted: String, apply: Apply)] = []
  /// What the options hold, as `apply` would read it; nil for nothing.
  var show: @Sendable (Options) -> String?
}

extension Option {
  /// A value of any type, for what the other kinds do not cover.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - placeholder: what the value is called in the help: "COUNT".
  ///   - accepted: what it may be, as in "must be …": "an integer, 1 ... 99".
  ///   - help: what it does, beginning small, without a full stop. The default is added to it.
  ///   - field: what it sets.
  ///   - environment: a variable that sets it when the command line does not; an empty one counts as unset.
  ///   - choices: the only values, when they can be listed.
  ///   - range: the ends of the range alone, for the help.
  ///   - notation: how a value is written, for the help, which says it once for all options of one placeholder.
  ///   - show: the text of a value, for the default in the help; nil for none.
  ///   - read: the value of a text, or nil when it is none. It sees what users type: it must not trap.
  public static func custom<Value>(
    _ short: Character?, _ long: String, _ placeholder: String, accepted: String, _ help: String,
    _ field: any WritableKeyPath<Options, Value> & Sendable, environment: String? = nil, choices: [String] = [],
    range: String? = nil, notation: String? = nil, show: @escaping @Sendable (Value) -> String?,
    read: @escaping @Sendable (String) -> Value?
  ) -> Option {
    let apply: Apply = { options, text in
      guard let value = read(text) else { return false }
      options[keyPath: field] = value
      return true
    }
    var option = Option(
      description: OptionDescription(
        short: short, long: long, placeholder: placeholder, help: help, accepted: accepted, range: range,
        notation: notation, choices: choices),
      apply: apply, show: { show($0[keyPath: field]) })
    if let environment { option.addVariable(environment, accepted: accepted, apply) }
    return option
  }

  mutating func addVariable(_ name: String, accepted: String, _ apply: @escaping Apply) {
    description.environment.append(name)
    variables.append((name, accepted, apply))
  }
}
