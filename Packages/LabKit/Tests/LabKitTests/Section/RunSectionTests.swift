import SocketKit
import Testing

@testable import LabKit

@Suite struct `A run's section` {
  private func section(_ expectations: [LabKit.Expectation], _ seen: Observation = EchoRun().observation) -> String {
    RunSection(RunFacts(expectations), seen).text
  }

  /// Whether this is in a text that is too long to be shown when it is not.
  private static func has(_ text: String, _ part: String) -> Bool { text.contains(part) }

  @Test func `shows each claim with its verdict and what was found`() {
    let text = section([
      Expectation("no reset", found: "none", holds: true), Expectation("no loss", found: "two", holds: false),
    ])
    #expect(
      text.contains(
        #"<li class="claim pass" id="echo-claim-1"><span class="claim-head"><span class="badge pass">PASS</span><span class="what">no reset</span></span><p class="found">none</p></li>"#
      ))
    #expect(
      text.contains(
        #"<li class="claim fail" id="echo-claim-2"><span class="claim-head"><span class="badge fail">FAIL</span><span class="what">no loss</span></span><p class="found">two</p></li>"#
      ))
    #expect(Self.has(text, ">1 of 2 expectations fail</h3>"))
  }

  @Test func `leads from a claim to the line of the ladder that it rests on`() {
    let text = section([
      Expectation("three segments open it", found: "", holds: true, evidence: [.frame(2), .frame(1), .frame(3)])
    ])
    #expect(Self.has(text, ##"<a class="claim-head" href="#echo-c1-f2" data-f="1-3">"##))
    #expect(Self.has(text, #"<p class="where">rests on frames 1–3</p>"#))
    #expect(text.ranges(of: #"id="echo-c1-f2""#).count == 1)
  }

  @Test func `counts the events that a claim rests on by their planes`() throws {
    let seen = EchoRun().observation
    let calls = seen.timeline.events.indices.filter { seen.timeline.events[$0].happening.plane == "call" }.prefix(2)
    let states = seen.timeline.events.indices.filter { seen.timeline.events[$0].happening.plane == "state" }.prefix(1)
    let text = section(
      [Expectation("x", found: "", holds: true, evidence: (calls + states).map { .event($0) } + [.frame(4)])], seen)
    #expect(Self.has(text, "rests on frame 4; 2 calls; 1 state<"))
  }

  @Test func `makes no link to what it does not draw`() {
    let text = section([Expectation("x", found: "", holds: true, evidence: [.frame(900)])])
    #expect(!Self.has(text, "<a class"))
    #expect(Self.has(text, "rests on frame 900, not drawn here<"))
  }

  @Test func `says how to do it again`() {
    var facts = RunFacts([])
    facts.network = ["ip netns add client"]
    facts.tools = [ToolStart(label: "echo-client", host: "client", words: ["echo-client", "10.77.0.2:8080", "a b"])]
    let text = RunSection(facts, EchoRun().observation).text
    #expect(Self.has(text, ">lab run echo</pre>"))
    #expect(Self.has(text, ">ip netns add client</pre>"))
    #expect(Self.has(text, ">ip netns exec client echo-client 10.77.0.2:8080 'a b'  # exit 0</pre>"))
    facts.experiment = "echo-control"
    #expect(RunSection(facts, EchoRun().observation).text.contains(">lab run echo --control</pre>"))
  }

  @Test func `has no name twice, and none that is another run's`() {
    let text = section([])
    let names = text.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
    #expect(names.count > 20 && Set(names).count == names.count)
    #expect(names.allSatisfy { $0.hasPrefix("echo-") })
  }

  @Test func `stays small, however much there is, and says what it left out`() {
    // Each alone is far from the limit.
    let scripts = (0 ..< 300).map { number in
      var script = Script([.syn, .synAck, .ack] + (0 ..< 300).map { .data("x", from: .client).at(1 + $0 % 2) })
      script.client = SocketAddress(IPAddress(10, 77, 0, 1), port: UInt16(1000 + number))
      return script
    }
    let text = section([], Observation(scripts, [], endings: [:]))
    #expect(text.utf8.count <= RunSection.octetsMax && text.utf8.count > RunSection.octetsMax / 2)
    #expect(Self.has(text, "<li>292 of 300 connections: "))
    #expect(Self.has(text, " lines of connection 1: ladder.txt or timeline.ndjson has them</li>"))
    #expect(Self.has(text, "<li>For the page's size: "))
  }

  @Test func `draws first the connections that verdicts rest on`() {
    let scripts = (0 ..< 20).map { number in
      var script = Script([.syn, .synAck, .ack])
      script.client = SocketAddress(IPAddress(10, 77, 0, 1), port: UInt16(1000 + number))
      return script
    }
    let seen = Observation(scripts, [], endings: [:])
    let last = seen.conversations[19].steps[0].packetNumber
    #expect(seen.conversations(for: EvidenceRanges([.frame(last)])) == [0, 1, 2, 3, 4, 5, 6, 19])
    #expect(seen.conversations(for: EvidenceRanges([])) == Array(0 ..< 8))
  }

  @Test func `takes nothing it shows for markup`() {
    let hostile = "<script>\"&\u{1B}"
    var facts = RunFacts(
      [Expectation(hostile, found: hostile, holds: true)], experiment: hostile, question: hostile)
    facts.hosts = [(hostile, hostile)]
    facts.endings = [(hostile, hostile)]
    facts.kernel = hostile
    facts.congestionControl = hostile
    facts.network = [hostile]
    facts.tools = [ToolStart(label: hostile, host: hostile, words: [hostile])]
    let events = [
      TimelineEvent.told(hostile, by: hostile, at: 1), .descriptor(3, hostile, isOpen: true, by: hostile, at: 2),
    ]
    let text = RunSection(facts, Observation([], events, endings: [:])).text
    #expect(!Self.has(text, "<script"))
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }
}
