import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `A run as JSON` {
  @Test func `says what was found and where`() throws {
    var facts = RunFacts([
      Expectation("a \"claim\"", found: "x\n", holds: false, evidence: [.frame(3), .event(0)])
    ])
    facts.tools = [ToolStart(label: "w", host: "middle", words: ["wire", "--seed", "4"])]
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
            .init(
              "evidence", .array([.object([.init("frame", .integer(3))]), .object([.init("event", .integer(0))])])),
          ])
        ]))
    #expect(json["command"]?.text == "lab run echo")
    #expect(json["seeds"] == .array([.text("4")]))
    #expect(json["tools"]?.array?.first?["command"]?.text == "ip netns exec middle wire --seed 4")
  }

  @Test func `holds when nothing was claimed`() {
    #expect(RunFacts([]).holds)
  }
}
