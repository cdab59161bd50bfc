import Testing

/// The run on a terminal, while it goes on.
@Suite("lab run --watch", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabWatchTests {
  @Test func `draws states, segments and descriptors, and leaves the verdict below`() throws {
    let machine = try PrivateMachine()
    let results = try TemporaryFolder()
    let outcome = try machine.run([
      "script", "--quiet", "--return", "--command",
      "stty cols 130 rows 40; /run/tools/lab run -q --watch echo -o \(results.path)", "/dev/null",
    ])
    #expect(outcome.status == 0, "\(outcome.outputText)\(outcome.errorText)")
    let screens = outcome.outputText.split(separator: "\u{1B}[H")
    let last = try #require(screens.last)
    for text in ["TIME_WAIT :", "SYN ACK seq 0 ack 1", "FIN ACK", "EXPECT ", "\u{1B}[?25h"] {
      #expect(last.contains(text), "\(text)")
    }
    #expect(screens.contains { $0.contains(" echo-server ") }, "descriptors")
    #expect(!last.contains("FAIL"))
    #expect(Folder.names(in: results.path) == ["echo", "report"])
  }

  @Test func `needs a terminal, and one experiment`() throws {
    let piped = try BuiltTool("lab").run(["run", "echo", "--watch"])
    #expect(piped.status == 64 && piped.errorText.hasPrefix("lab: --watch: standard output is no terminal"))
    let several = try BuiltTool("lab").run(["run", "echo", "ping", "--watch"])
    #expect(several.status == 64 && several.errorText.hasPrefix("lab: --watch: shows one experiment"))
  }
}
