/// What every tool understands beside its own options.
struct CommonOptions: Hashable, Sendable {
  /// A question about the tool itself, which it answers instead of working.
  enum Question: Hashable, Sendable {
    case help
    case version
    case completion(Shell)
  }

  /// When output is painted.
  enum Color: String, Hashable, Sendable, CaseIterable {
    case auto, always, never
  }

  var isJSON = false
  var loudness = Loudness.normal
  var color = Color.auto
  var question: Question?

  static let table: [Option<CommonOptions>] = [
    .flag("j", "json", "write one JSON object a line instead of text", \.isJSON),
    .flag("v", "verbose", "tell every step", \.loudness, sets: .verbose),
    .flag("q", "quiet", "write only the answer and diagnostics", \.loudness, sets: .quiet),
    .choice(nil, "color", "when to paint; auto is on a terminal without NO_COLOR", \.color),
    ending(
      .custom(
        nil, "completion", "bash|zsh|fish", accepted: "one of bash, zsh, fish", "print a completion script", \.question,
        choices: Shell.allCases.map(\.rawValue), show: { _ in nil },
        read: { Shell(rawValue: $0).map { .completion($0) } })),
    ending(.flag("h", "help", "show this help", \.question, sets: .help)),
    ending(.flag(nil, "version", "show the version", \.question, sets: .version)),
  ]

  private static func ending(_ option: Option<CommonOptions>) -> Option<CommonOptions> {
    var option = option
    option.description.endsParsing = true
    return option
  }
}
