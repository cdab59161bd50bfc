/// A tool's command line declared: enough to parse it, to print its help, to complete it and to check its manual.
public struct Command<Options: Sendable>: Sendable {
  /// The program's name.
  public let name: String
  /// What it does, in one line that begins small and has no full stop.
  public let summary: String
  /// Its operands as the usage line shows them, such as "[HOST:PORT]"; empty for none.
  public let operands: String
  let options: [Option<Options>]
  let examples: [(command: String, meaning: String)]
  let exits: [(status: ExitStatus, meaning: String)]

  /// Declares a command line. `-h`, `-j`, `-v`, `-q`, `--version`, `--color` and `--completion` are added to it.
  ///
  /// - Parameters:
  ///   - name: the program's name.
  ///   - summary: what it does, in one line.
  ///   - operands: as the usage line shows them; empty for none, and then any operand is a usage error.
  ///   - options: in the order of the help. A letter or name that stands twice is a mistake and traps.
  ///   - examples: a command line and what it is good for.
  ///   - exits: what this tool means by a status. 0, 64 and 74 have a meaning without, and 77 has where 71 is.
  public init(
    _ name: String, summary: String, operands: String = "", options: [Option<Options>] = [],
    examples: [(String, String)] = [], exits: [(ExitStatus, String)] = []
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    self.options = options
    self.examples = examples.map { (command: $0.0, meaning: $0.1) }
    self.exits = exits.map { (status: $0.0, meaning: $0.1) }
    let table = options.map(\.description) + CommonOptions.table.map(\.description)
    precondition(Set(table.map(\.long)).count == table.count, "two options of one name")
    let letters = table.compactMap(\.short)
    precondition(Set(letters).count == letters.count, "two options of one letter")
  }

  /// All options, the tool's own first.
  ///
  /// - Parameter defaults: what holds when nothing is set.
  public func optionDescriptions(defaults: Options) -> [OptionDescription] {
    Self.descriptions(options, defaults) + Self.descriptions(CommonOptions.table, CommonOptions())
  }

  private static func descriptions<Fields>(_ options: [Option<Fields>], _ defaults: Fields) -> [OptionDescription] {
    options.map { option in
      var description = option.description
      description.defaultText = option.show(defaults)
      return description
    }
  }
}
