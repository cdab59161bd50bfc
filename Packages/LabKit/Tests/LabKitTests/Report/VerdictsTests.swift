import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `Verdicts for programs` {
  private let hostile = "<b a=\"x\"> & # \\ \u{1B}\nok 9"

  private func verdicts(_ expectations: LabKit.Expectation...) -> Verdicts { Verdicts([RunFacts(expectations)]) }

  @Test func `hold when all claims do`() {
    #expect(verdicts(Expectation("a", found: "b", holds: true)).hold)
    #expect(!verdicts(Expectation("a", found: "b", holds: true), Expectation("c", found: "d", holds: false)).hold)
    #expect(Verdicts([]).hold)
  }

  @Test func `are a line a claim, numbered over all runs, as TAP`() {
    let run = RunFacts([Expectation("a", found: "b", holds: true), Expectation("c", found: "d", holds: false)])
    #expect(
      Verdicts([run, run]).tap == """
        TAP version 14
        1..4
        ok 1 - echo: a: b
        not ok 2 - echo: c: d
        ok 3 - echo: a: b
        not ok 4 - echo: c: d
        """)
  }

  @Test(arguments: ["a\nok 9", "a\r\nok 9", "a\u{2028}ok 9", "a\n\n\nok 9"])
  func `have one line in TAP whatever was found`(found: String) {
    #expect(
      verdicts(Expectation("c", found: found, holds: false)).tap.split(separator: "\n").last
        == "not ok 1 - echo: c: a ok 9")
  }

  @Test(arguments: [("# SKIP later", "\\# SKIP later"), ("\\# SKIP", "\\\\\\# SKIP")])
  func `have no directive in TAP that was found`(found: String, written: String) {
    #expect(verdicts(Expectation("c", found: found, holds: false)).tap.hasSuffix("not ok 1 - echo: c: \(written)"))
  }

  @Test func `are a suite a run as JUnit`() {
    let run = RunFacts([Expectation("a", found: "b", holds: true), Expectation("c", found: hostile, holds: false)])
    let text = "&lt;b a=&quot;x&quot;&gt; &amp; # \\ ?[line]ok 9".replacing("[line]", with: "\n")
    #expect(
      Verdicts([run]).junit == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="echo" tests="2" failures="1" time="2.500">
            <testcase classname="echo" name="a"><system-out>b</system-out></testcase>
            <testcase classname="echo" name="c"><failure message="\(text)"/><system-out>\(text)</system-out></testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `are written to a file, or the file is named`() throws {
    try withTemporaryFolder { folder in
      try verdicts().writeJUnit(to: "\(folder)/junit.xml")
      let octets = try FileDescriptor.contents(of: "\(folder)/junit.xml", limit: 4096)
      #expect(String(decoding: octets, as: UTF8.self) == verdicts().junit)
    }
    #expect(throws: Failure(.inputOutput, "/dev/full: \(Errno.noSpace)")) { try verdicts().writeJUnit(to: "/dev/full") }
  }
}
