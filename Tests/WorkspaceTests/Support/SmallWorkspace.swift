import Testing

/// A workspace of three libraries and two tools that keeps every rule, for one test to break.
struct SmallWorkspace {
  /// Where it is.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, text) in Self.files { try folder.write(text, to: name) }
    _ = try Command("cp", ThisWorkspace.path(".swift-format"), folder.path).succeed()
  }

  /// Breaks a file: `old`, which must stand in it once, becomes `new`.
  func replace(_ old: String, with new: String, in name: String) throws {
    let pieces = try folder.text(of: name).split(separator: old, omittingEmptySubsequences: false)
    precondition(pieces.count == 2, "\(old) stands \(pieces.count - 1) times in \(name)")
    try folder.write(pieces.joined(separator: new), to: name)
  }

  /// What `scripts/check` says of it.
  func check(_ rules: String...) throws -> Command.Outcome {
    try Command(words: [ThisWorkspace.path("scripts/check"), "--root", folder.path] + rules).run()
  }
}

extension Command.Outcome {
  /// One rule was checked, and found these things.
  static func broken(_ rule: String, _ findings: String...) -> Self {
    Self(status: 1, output: findings.map { "FAIL \(rule): \($0)\n" }.joined() + "0 passed, 1 failed\n")
  }

  /// Rules were checked, and found nothing.
  static func kept(_ rules: String...) -> Self {
    Self(status: 0, output: rules.map { "ok \($0)\n" }.joined() + "\(rules.count) passed, 0 failed\n")
  }
}
