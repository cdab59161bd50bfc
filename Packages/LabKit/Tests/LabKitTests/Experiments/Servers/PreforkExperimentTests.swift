import PacketCodec
import SocketKit
import Testing
import ToolKit

@testable import LabKit

/// A run as it should be, told by the server's and the clients' events and what their conversations look like.
private struct PreforkRun {
  var shares = [8, 12]
  var signal: Int? = 9
  /// Milliseconds between the death and the next start.
  var gap: Int64 = 5
  var successor = 1
  var lost = 8
  /// Guests whose connection the server's side ends.
  var ended = 8
  var relieved = 6
  var visitsFailed = 0
  var visits = 200
  var resets = 0
  var serverEnding: ChildProcess.Ending? = .exited(0)

  /// Guests and visitors may have the same ports.
  private static func guest(_ number: Int) -> SocketAddress {
    SocketAddress(IPAddress(10, 77, 0, 1), port: UInt16(40_000 + number))
  }

  private static func visitor(_ number: Int) -> SocketAddress {
    SocketAddress(IPAddress(10, 77, 0, 11), port: UInt16(40_000 + number))
  }

  private static func visit(_ client: SocketAddress, ending: Beat) -> Conversation {
    var script = Script([.syn, .synAck, .ack, ending])
    script.client = client
    script.server = PreforkExperiment.target
    return script.conversation
  }

  /// The claims that fail, by their places in the judgement.
  var failing: [Int] {
    var events: [TimelineEvent] = []
    func told(_ name: String, _ fields: [Field], by tool: String = "echo-server", at time: Int64 = 0) {
      events.append(.told(name, fields, by: tool, at: time))
    }
    for worker in 1 ... 2 { told("worker-start", [.integer("worker", worker), .integer("pid", worker)]) }
    for (index, open) in shares.enumerated() {
      told("stats", [.integer("worker", index + 1), .integer("open", open)])
    }
    let cause = signal.map { Field.integer("signal", $0) } ?? .integer("status", 0)
    told("worker-exit", [.integer("worker", 1), .integer("pid", 1), cause], at: 1_000_000)
    told(
      "worker-start", [.integer("worker", successor), .integer("pid", 3)], at: 1_000_000 + gap * 1_000_000)
    for number in 0 ..< relieved {
      told("worker-start", [.integer("worker", 1 + number % 2), .integer("pid", 4 + number)], at: 2_000_000_000)
      told("worker-exit", [.integer("worker", 1 + number % 2), .integer("status", 0)], at: 2_000_000_000)
    }
    var conversations: [Conversation] = []
    for number in 0 ..< 20 {
      let isCut = number < ended
      conversations.append(Self.visit(Self.guest(number), ending: isCut ? .reset(from: .server) : .fin(from: .client)))
    }
    told("summary", [.integer("errors", lost)], by: "guests")
    for number in 0 ..< visits {
      conversations.append(
        Self.visit(Self.visitor(number), ending: number < resets ? .reset(from: .client) : .fin(from: .client)))
    }
    told("summary", [.integer("operations", visits), .integer("errors", visitsFailed)], by: "visitors")
    let seen = Observation(
      timeline: Timeline(merging: events), conversations: conversations, streams: [],
      endings: ["echo-server": serverEnding, "guests": .exited(1), "visitors": .exited(0)])
    return PreforkExperiment.judge(seen).enumerated().filter { !$0.element.holds }.map(\.offset)
  }
}

@Suite struct `Workers that share a port` {
  @Test func `of whom one dies and all are relieved, hold`() { #expect(PreforkRun().failing == []) }

  @Test func `share nothing out when one has all`() {
    #expect(PreforkRun(shares: [20, 0], lost: 20, ended: 20).failing == [0, 3])
  }

  @Test func `whose death is taken for an end hide it`() { #expect(PreforkRun(signal: nil).failing == [1]) }

  @Test func `are not replaced at once when it takes as long as a back-off`() {
    #expect(PreforkRun(gap: 100).failing == [2])
    #expect(PreforkRun(successor: 2).failing == [2])
  }

  @Test func `must not take the others' connections along`() {
    #expect(PreforkRun(lost: 9).failing == [3])
    #expect(PreforkRun(ended: 20).failing == [3])
    #expect(PreforkRun(lost: 0, ended: 0).failing == [3])
  }

  @Test func `are relieved all of them`() { #expect(PreforkRun(relieved: 5).failing == [4]) }

  @Test func `may not refuse or cut a single visitor`() {
    #expect(PreforkRun(visitsFailed: 1).failing == [5])
    #expect(PreforkRun(resets: 1).failing == [5])
    #expect(PreforkRun(visits: 10).failing == [5])
  }

  @Test func `have a master that ends well`() { #expect(PreforkRun(serverEnding: nil).failing == [6]) }
}
