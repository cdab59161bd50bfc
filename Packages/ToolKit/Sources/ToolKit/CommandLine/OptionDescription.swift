/// What can be said about an option without knowing what it sets: the source of the parser's table, of the help, of
/// completions and of the check of manual pages.
public struct OptionDescription: Hashable, Sendable {
  /// Its letter, or nil.
  public var short: Character?
  /// Its name without dashes.
  public var long: String
  /// What its value is called, with the unit: "COUNT"; nil for a flag.
  public var placeholder: String?
  /// What it does, beginning small, without a full stop.
  public var help: String
  /// Which values it takes, as part of a sentence: "an integer, 1 ... 99"; nil for a flag.
  public var accepted: String?
  /// The ends of the range alone, "1 ... 99", or nil when there is none.
  public var range: String?
  /// How a value is written, when its placeholder does not say it: "250ms, 10s, 1m30s".
  public var notation: String?
  /// The only values it takes, when they can be listed.
  public var choices: [String] = []
  /// The variables that set it when the command line does not.
  public var environment: [String] = []
  /// What holds when nothing sets it; nil when there is nothing to say.
  public var defaultText: String?
  /// Whether it is a question about the tool itself: what follows on the command line is not read then.
  public var endsParsing = false
}
