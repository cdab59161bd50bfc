extension Command {
  /// The text of `--help`, at most 100 columns wide, with a newline at its end.
  ///
  /// - Parameter defaults: what holds when nothing is set.
  public func help(defaults: Options) -> String {
    let own = options.count
    let table = optionDescriptions(defaults: defaults)
    var page = HelpPage()
    page.line("\(name) - \(summary)")
    page.section("Usage", ["\(name) [OPTION]...\(operands.isEmpty ? "" : " \(operands)")"])
    page.options("Options", Array(table[..<own]))
    page.options("Common options", Array(table[own...]))
    page.notations(table)
    page.section("Examples", examples.flatMap { [$0.command, "    \($0.meaning)"] })
    page.pairs("Exit status", exitRows)
    return page.text
  }

  /// The tool's own, and what any may end with: `Report` with 74, and a failed call with 71 or, by its errno, with 77.
  private var exitRows: [(String, String)] {
    let known = Set(exits.map(\.status))
    var usual: [(status: ExitStatus, meaning: String)] = [
      (.done, "done"), (.usage, "wrong usage"), (.inputOutput, "standard output could not be written"),
    ]
    if known.contains(.system) { usual.append((.noPermission, "a permission is missing")) }
    let all = exits + usual.filter { !known.contains($0.status) }
    return all.sorted { $0.status.rawValue < $1.status.rawValue }.map { ("\($0.status.rawValue)", $0.meaning) }
  }
}
