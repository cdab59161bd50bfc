extension Option {
  /// A span of time: `250ms`, `10s`, `1m30s`, `0`.
  ///
  /// - Parameters:
  ///   - short: its letter, or nil.
  ///   - long: its name without dashes.
  ///   - range: both ends are accepted.
  ///   - help: what it does, beginning small, without a full stop. The default is added to it.
  ///   - field: what it sets.
  ///   - environment: a variable that sets it when the command line does not; an empty one counts as unset.
  ///   - unit: what a plain number in the variable counts; nil when it needs a unit as on the command line.
  public static func duration(
    _ short: Character?, _ long: String, within range: ClosedRange<Duration>, _ help: String,
    _ field: any WritableKeyPath<Options, Duration> & Sendable, environment: String? = nil,
    environmentUnit unit: DurationUnit? = nil
  ) -> Option {
    duration(
      short, long, range, help, field, environment, unit, show: Quantity.durationText, convert: { $0 })
  }

  /// The same for a span that may be off: nil, which `0` sets, whatever the range.
  public static func duration(
    _ short: Character?, _ long: String, within range: ClosedRange<Duration>, _ help: String,
    _ field: any WritableKeyPath<Options, Duration?> & Sendable, environment: String? = nil,
    environmentUnit unit: DurationUnit? = nil
  ) -> Option {
    duration(
      short, long, min(.zero, range.lowerBound) ... range.upperBound, help, field, environment, unit,
      show: { $0.map(Quantity.durationText) ?? "off" },
      convert: { $0 == .zero ? .some(nil) : range.contains($0) ? .some($0) : nil })
  }

  private static func duration<Value>(
    _ short: Character?, _ long: String, _ range: ClosedRange<Duration>, _ help: String,
    _ field: any WritableKeyPath<Options, Value> & Sendable, _ environment: String?, _ unit: DurationUnit?,
    show: @escaping @Sendable (Value) -> String?, convert: @escaping @Sendable (Duration) -> Value?
  ) -> Option {
    let ends = "\(Quantity.durationText(range.lowerBound)) ... \(Quantity.durationText(range.upperBound))"
    let accepted = "a duration such as 250ms, 10s or 1m30s, \(ends)"
    @Sendable func read(_ text: String, plain: DurationUnit?) -> Value? {
      Quantity.duration(text, plain: plain).flatMap { range.contains($0) ? convert($0) : nil }
    }
    var option = custom(
      short, long, "DURATION", accepted: accepted, help, field, range: ends,
      notation: "250ms, 10s, 1m30s, 0", show: show, read: { read($0, plain: nil) })
    if let environment {
      let sentence = unit.map { "\(accepted), or a plain number of \($0.rawValue)" } ?? accepted
      option.addVariable(environment, accepted: sentence) { options, text in
        guard let value = read(text, plain: unit) else { return false }
        options[keyPath: field] = value
        return true
      }
    }
    return option
  }
}

extension Duration {
  /// The end of a range of an option that has no reason to end earlier.
  public static var year: Duration { .seconds(365 * 24 * 3600) }
}
