extension Option {
  /// A whole number in plain digits; a minus only where the range goes below zero.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - placeholder: what the value is called in the help: "COUNT".
  ///   - range: both ends are accepted.
  ///   - help: what it does, beginning small, without a full stop. The default is added to it.
  ///   - field: what it sets.
  ///   - environment: a variable that sets it when the command line does not; an empty one counts as unset.
  public static func value(
    _ short: Character?, _ long: String, _ placeholder: String, within range: ClosedRange<Int>, _ help: String,
    _ field: any WritableKeyPath<Options, Int> & Sendable, environment: String? = nil
  ) -> Option {
    custom(
      short, long, placeholder, accepted: accepted(range), help, field, environment: environment,
      range: text(range), show: { "\($0)" }, read: { Quantity.integer($0, within: range) })
  }

  /// The same for a number that may be missing: nil is the default and says "no limit", "not set" or the like, which
  /// the help has to tell.
  public static func value(
    _ short: Character?, _ long: String, _ placeholder: String, within range: ClosedRange<Int>, _ help: String,
    _ field: any WritableKeyPath<Options, Int?> & Sendable, environment: String? = nil
  ) -> Option {
    custom(
      short, long, placeholder, accepted: accepted(range), help, field, environment: environment,
      range: text(range), show: { $0.map { "\($0)" } },
      // Twice optional: a text that is no number must not become the nil that is a value.
      read: { Quantity.integer($0, within: range).map { .some($0) } })
  }

  /// A number of octets: `512`, `64k`, `100m`, `1g`, in powers of 1024.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - range: in octets; both ends are accepted.
  ///   - help: what it does, beginning small, without a full stop. The default is added to it.
  ///   - field: what it sets, in octets.
  ///   - environment: a variable that sets it when the command line does not; an empty one counts as unset.
  public static func size(
    _ short: Character?, _ long: String, within range: ClosedRange<Int>, _ help: String,
    _ field: any WritableKeyPath<Options, Int> & Sendable, environment: String? = nil
  ) -> Option {
    let ends = "\(Quantity.sizeText(range.lowerBound)) ... \(Quantity.sizeText(range.upperBound))"
    return custom(
      short, long, "SIZE", accepted: "a size such as 512 or 64k, \(ends)", help, field, environment: environment,
      range: ends, notation: "512, 64k, 100m, 1g: octets, in powers of 1024", show: Quantity.sizeText,
      read: { Quantity.size($0).flatMap { range.contains($0) ? $0 : nil } })
  }

  private static func accepted(_ range: ClosedRange<Int>) -> String {
    "an integer, \(text(range))"
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) ... \(range.upperBound)"
  }
}
