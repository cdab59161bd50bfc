import Testing

@Suite struct `What a run is counted as` {
  @Test func `tests that ended, failed and were skipped`() throws {
    #expect(
      try tally(
        "swift-testing",
        """
        ◇ Test passes() started.
        ➜ Suite "off" skipped: "why"
        ➜ Test b() skipped: "why"
        ➜ Test "as root" skipped.
        ➜ Test cancelled() was cancelled after 0.001 seconds: "gone away"
        ✘ Test many(i:) recorded an issue with 1 argument i → 2 at a.swift:8:49: Expectation failed
        ✔ Test passes() passed after 0.001 seconds.
        ━ Test known() passed after 0.001 seconds with 1 known issue.
        ✔ Test "✘ Test run with 9 tests failed" passed after 0.001 seconds.
        ✘ Test many(i:) with 2 test cases failed after 0.001 seconds with 1 issue.
        ✘ Suite "A suite" failed after 0.001 seconds with 1 issue.
        ✘ Test run with 7 tests in 2 suites failed after 0.001 seconds with 1 issue.
        """) == "3 1 3\n")
  }

  @Test func `a line that a test's output garbled is in the total`() throws {
    #expect(
      try tally(
        "swift-testing",
        "no newline✔ Test passes() passed after 0.1 seconds.\n✔ Test run with 1 test in 0 suites passed after 0.1 seconds."
      ) == "1 0 0\n")
  }

  @Test func `two runs are added up`() throws {
    let run = "✔ Test a() passed after 0.1 seconds.\n✔ Test run with 1 test in 1 suite passed after 0.1 seconds.\n"
    #expect(try tally("swift-testing", run + run) == "2 0 0\n")
  }

  @Test func `a run that broke off has what it finished`() throws {
    #expect(
      try tally("swift-testing", "✔ Test a() passed after 0.1 seconds.\n◇ Test b() started.\n*** signal 4") == "1 0 0\n"
    )
  }

  @Test func `rules by the last line alone`() throws {
    #expect(try tally("check", "ok floors\nFAIL links: a.md:1: 5 passed, 0 failed\n1 passed, 1 failed\n") == "1 1 0\n")
  }

  @Test func `expectations by their last word`() throws {
    #expect(try tally("lab", "EXPECT no FAIL is seen: 0 ... PASS\nEXPECT a RST: none ... FAIL\nPASS\n") == "1 1 0 0\n")
  }

  @Test(arguments: [("999.999", "1 1 0 0\n"), ("1000.000", "1 0 0 1\n")])
  func `an expectation as undecided where the host took a processor's worth of time`(
    stolen: String, expected: String
  ) throws {
    let log = """
      EXPECT a: b ... PASS
      EXPECT c: d ... FAIL
      run experiment=echo verdict=FAIL seconds=1.000 results=r stalled_ms=400.000 stolen_ms=\(stolen)

      """
    #expect(try tally("lab", log) == expected)
  }

  @Test func `an expectation of a run that did not end as failed, whatever the others met`() throws {
    let log = """
      EXPECT a: b ... FAIL
      run experiment=echo verdict=FAIL seconds=1.000 results=r stalled_ms=0.000 stolen_ms=1900.000
      EXPECT c: d ... FAIL

      """
    #expect(try tally("lab", log) == "0 1 0 1\n")
  }

  @Test(arguments: ["swift-testing", "check", "lab"])
  func `nothing, when nothing ran`(format: String) throws {
    let expected = format == "lab" ? "0 0 0 0\n" : "0 0 0\n"
    #expect(try tally(format, "error: no such module\n") == expected)
  }

  private func tally(_ format: String, _ log: String) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(log, to: "log")
    return try Command("sh", "-c", "\(ThisWorkspace.path("scripts/tally")) \(format) < \(folder.path)/log").succeed()
  }
}
