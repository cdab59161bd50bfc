extension Option {
  /// A switch: given, it sets its field to true.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - help: what it does, beginning small, without a full stop.
  ///   - field: what it sets.
  public static func flag(
    _ short: Character?, _ long: String, _ help: String, _ field: any WritableKeyPath<Options, Bool> & Sendable
  ) -> Option {
    flag(short, long, help, field, sets: true)
  }

  /// A switch that sets its field to a given value, as `--no-nodelay` sets false, or one case of several.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - help: what it does, beginning small, without a full stop.
  ///   - field: what it sets. When several options set one field, the last on the command line holds.
  ///   - value: what it sets it to.
  public static func flag<Value: Sendable>(
    _ short: Character?, _ long: String, _ help: String, _ field: any WritableKeyPath<Options, Value> & Sendable,
    sets value: Value
  ) -> Option {
    Option(
      description: OptionDescription(short: short, long: long, help: help),
      apply: { options, _ in
        options[keyPath: field] = value
        return true
      }, show: { _ in nil })
  }
}
