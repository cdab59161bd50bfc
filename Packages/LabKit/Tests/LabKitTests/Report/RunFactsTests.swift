import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `A run as JSON` {
  @Test func `says what was found and where`() throws {
    let facts = RunFacts([Expectation("a \"claim\"", found: "x\n", holds: false)])
    let json = try JSONValue.parse(Array(facts.json.description.utf8))
    #expect(json == facts.json)
    #expect(json["verdict"]?.text == "FAIL")
    #expect(json["started"]?.text == "2026-11-18T11:06:40.000000000Z")
    #expect(json["duration_ms"]?.decimal == 2500)
    #expect(json["hosts"]?["server"]?.text == "10.77.0.2")
    #expect(json["endings"]?["echo-client"]?.text == "exit 0")
    #expect(
      json["expectations"]
        == .array([
          .object([
            .init("claim", .text("a \"claim\"")), .init("found", .text("x\n")), .init("verdict", .text("FAIL")),
          ])
        ]))
  }

  @Test func `holds when nothing was claimed`() {
    #expect(RunFacts([]).holds)
  }
}
