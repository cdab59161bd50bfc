import Testing
import ToolKit

@testable import LabKit

@Suite struct `A machine that stands still` {
  @Test(arguments: [
    (0, 0, false), (4_999_999, 0, false), (5_000_000, 0, true), (0, 19_999_999, false), (0, 20_000_000, true),
  ])
  func `disturbs from where it is longer than what is measured`(_ stall: Int64, _ stolen: Int64, _ expected: Bool) {
    #expect(Disturbance(longestStall: stall, stolen: stolen).isConsiderable == expected)
  }

  @Test func `is found by the longest delay, and being early is none`() {
    var meter = DisturbanceMeter()
    meter.woken(at: 900, wanted: 1000)
    #expect(meter.disturbance.longestStall == 0)
    meter.woken(at: 3000, wanted: 2000)
    meter.woken(at: 4500, wanted: 4000)
    #expect(meter.disturbance.longestStall == 1000)
    #expect(meter.disturbance.stolen >= 0)
  }

  @Test func `is found in the middle of work, and work itself is none`() {
    var meter = DisturbanceMeter()
    meter.worked(for: 9_000_000, using: 9_000_000)
    meter.worked(for: 1_000, using: 1_003)
    #expect(meter.disturbance.longestStall == 0)
    meter.worked(for: 9_000_000, using: 2_000_000)
    #expect(meter.disturbance.longestStall == 7_000_000)
  }

  @Test func `makes a failure doubtful, and nothing else`() {
    let (good, bad) = (
      LabKit.Expectation("a", found: "b", holds: true), LabKit.Expectation("c", found: "d", holds: false)
    )
    for (claim, disturbance, expected) in [
      (bad, Disturbance(longestStall: 5_000_000), true), (bad, Disturbance(longestStall: 4_000_000), false),
      (good, Disturbance(longestStall: 1_000_000_000, stolen: 1_000_000_000), false),
    ] {
      var facts = RunFacts([claim])
      facts.disturbance = disturbance
      #expect(facts.isDoubtful == expected)
    }
  }

  @Test func `is kept with the run`() throws {
    var facts = RunFacts([])
    facts.disturbance = Disturbance(longestStall: 12_345_000, stolen: 40_000_000)
    let json = try JSONValue.parse(Array(facts.json.description.utf8))
    #expect(json["stalled_ms"]?.decimal == 12.345 && json["stolen_ms"]?.decimal == 40)
    #expect(RunFacts(json)?.disturbance == facts.disturbance)
    #expect(facts.disturbance.text == "stood still for 12.345 ms at most, 40.000 ms stolen")
  }

  @Test(arguments: [("-1", nil), ("1e18", nil), ("0", 0), (nil, 0)] as [(String?, Int64?)])
  func `is none in what does not say it, and a lie makes no run`(_ stalled: String?, _ expected: Int64?) throws {
    var text = RunFacts([]).json.description
    text = text.replacing(/"stalled_ms":[0-9.]+/, with: stalled.map { "\"stalled_ms\":\($0)" } ?? "\"other\":0")
    let facts = RunFacts(try JSONValue.parse(Array(text.utf8)))
    #expect(facts?.disturbance.longestStall == expected)
  }
}
