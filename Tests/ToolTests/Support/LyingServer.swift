/// The fixture that stands in the place of echo-server, and what it may do wrong: see Tests/Fixtures/lying-server.
enum LyingServer {
  /// The fixture's own name, as its process has it.
  static let name = "lying-server"

  /// Makes a folder for `lab --tools` whose echo-server tells this lie.
  ///
  /// - Parameter build: where the fixture is, as the lab sees it.
  static func tools(_ lie: String, in folder: TemporaryFolder, build: String = "/run/tools") throws -> String {
    try StandIn.tools("echo-server", "exec \(build)/\(name) --lie \(lie) \"$@\"", in: folder)
  }
}
