import SocketKit
import Testing

@testable import LabKit

@Suite struct `A FIN and the call before it` {
  private let script = Script([.syn, .synAck, .ack, .fin(from: .client), .fin(from: .server), .ack])
  private var fin: Int64 { Script.time(of: 3) }

  private func judged(_ events: TimelineEvent...) -> LabKit.Expectation {
    .finFollows("shutdown", .toServer, script.conversation, Timeline(merging: script.events + events))
  }

  private func connect(from port: UInt16? = nil, on descriptor: Int, at time: Int64 = 0) -> [TimelineEvent] {
    (port.map { [.call("bind", on: descriptor, "10.77.0.1:\($0)", at: time)] } ?? [])
      + [.call("connect", on: descriptor, "10.77.0.2:8080", at: time)]
  }

  @Test func `are in this order up to what two clocks may differ by`() {
    for (late, holds) in [(-1, true), (0, true), (20_000, true), (20_001, false)] {
      let judged = judged(
        connect(on: 3)[0], .call("shutdown", on: 3, "SHUT_WR", at: fin + Int64(late)))
      #expect(judged.holds == holds)
    }
  }

  @Test func `belong to one connection`() {
    let other = connect(from: 40001, on: 3) + [.call("shutdown", on: 3, at: fin - 1)]
    let own = connect(from: 40000, on: 4) + [.call("shutdown", on: 4, at: fin + 50_000)]
    let timeline = Timeline(merging: script.events + other + own)
    #expect(!Expectation.finFollows("shutdown", .toServer, script.conversation, timeline).holds)
    #expect(judged(other[0], other[1], other[2]).found == "a FIN, no shutdown")
  }

  @Test func `may be as far apart as moments can be`() {
    let early = judged(connect(on: 3, at: .min)[0], .call("shutdown", on: 3, at: .min))
    #expect(early.holds)
    let late = judged(connect(on: 3)[0], .call("shutdown", on: 3, at: .max))
    #expect(!late.holds)
    var first = script
    first.beats = [.fin(from: .client)]
    var event = first.events[0]
    event.monotonicNanoseconds = .min
    let conversation = ConversationTable([event]).conversations[0]
    #expect(
      !Expectation.finFollows(
        "shutdown", .toServer,
        conversation, Timeline(merging: [event, connect(on: 3)[0], .call("shutdown", on: 3, at: .max)])
      ).holds)
  }
}

@Suite struct `Descriptors a tool accepted` {
  private func judged(_ events: TimelineEvent...) -> LabKit.Expectation {
    .acceptedDescriptorsClosed(by: "echo-server", Timeline(merging: events))
  }

  private func accept(_ descriptor: Int, by tool: String = "echo-server") -> TimelineEvent {
    .call("accept4", on: 3, "10.77.0.1:\(40000 + descriptor)", result: descriptor, by: tool)
  }

  private func close(_ descriptor: Int) -> TimelineEvent { .call("close", on: descriptor, by: "echo-server") }

  @Test func `are all closed`() {
    #expect(judged(accept(7), accept(8), close(8), close(7)).holds)
    #expect(judged(accept(7), close(7), accept(7), close(7)).found == "2 accepted, 2 closed")
  }

  @Test func `are not closed when one is not`() {
    #expect(judged(accept(7), accept(8), close(8)).found == "2 accepted, 1 closed")
    #expect(!judged(accept(7), accept(7), close(7)).holds)
  }

  @Test func `are those of this tool`() {
    #expect(judged(accept(7), close(7), accept(9, by: "other")).holds)
  }
}

@Suite struct `The end of a tool` {
  @Test(
    arguments: [
      (.exited(0), "exit 0"), (.exited(71), "exit 71"), (.signalled(.kill), "killed by SIGKILL"), (nil, "did not end"),
    ] as [(ChildProcess.Ending?, String)])
  func `has words`(ending: ChildProcess.Ending?, words: String) {
    #expect(Expectation.text(ending) == words)
    let judged = Expectation.endedWithZero(["t"], ["t": ending])
    #expect(judged.found == "t \(words)")
    #expect(judged.holds == (ending == .exited(0)))
  }

  @Test func `of one that never ran is no good end`() {
    #expect(!Expectation.endedWithZero(["t"], [:]).holds)
  }
}
