extension Command {
  /// What a command line asks for.
  enum Parsed {
    /// The tool's work.
    case run(Options, operands: [String], CommonOptions)
    /// An answer about the tool itself.
    case answer(CommonOptions.Question)
  }

  /// Reads a command line and the environment: an option beats its variable, which beats the default.
  ///
  /// A variable is read only when the command line leaves its option alone. A question (`--help`) is answered whatever
  /// the environment holds.
  ///
  /// - Parameters:
  ///   - words: without the program's name.
  ///   - environment: a variable's value, or nil.
  /// - Throws: a usage failure that names the option or variable, the value, and what it may be.
  func parse(
    _ words: [String], defaults: Options, environment: (String) -> String?
  ) throws(Failure) -> Parsed {
    let table = optionDescriptions(defaults: defaults)
    let parsed = try ParsedWords(words, table: table)
    var common = CommonOptions()
    for (index, text) in parsed.settings where index >= options.count {
      try Self.apply(CommonOptions.table[index - options.count], text, to: &common)
    }
    if let question = common.question { return .answer(question) }
    var result = defaults
    let given = Set(parsed.settings.map(\.index))
    for (index, option) in options.enumerated() where !given.contains(index) {
      try Self.apply(environment, option, to: &result)
    }
    for (index, text) in parsed.settings where index < options.count {
      try Self.apply(options[index], text, to: &result)
    }
    if operands.isEmpty, let first = parsed.operands.first {
      throw Failure(.usage, "'\(first)': takes no operands")
    }
    return .run(result, operands: parsed.operands, common)
  }

  private static func apply<Fields>(
    _ option: Option<Fields>, _ text: String, to fields: inout Fields
  ) throws(Failure) {
    guard option.apply(&fields, text) else {
      throw Failure(.usage, "--\(option.description.long) '\(text)': must be \(option.description.accepted ?? "")")
    }
  }

  private static func apply(
    _ environment: (String) -> String?, _ option: Option<Options>, to result: inout Options
  ) throws(Failure) {
    for variable in option.variables {
      guard let text = environment(variable.name), !text.isEmpty else { continue }
      guard variable.apply(&result, text) else {
        throw Failure(.usage, "environment \(variable.name)='\(text)': must be \(variable.accepted)")
      }
    }
  }
}
