import SocketKit
import Testing

@testable import LabKit

@Suite struct `The lanes of a connection` {
  private let script = Script([.syn, .synAck, .ack, .data("x", from: .client), .reset(from: .server)])

  /// The script's connection with these changes of its client's end, until 10 ms.
  private func lanes(_ changes: [(TCPSocketState?, TCPSocketState?, Int64)]) -> [Lane] {
    let start = Script.start.monotonicNanoseconds
    let events = changes.map { from, to, time in
      TimelineEvent.state(script.client, script.server, from, to, host: "client", at: start + time)
    }
    let last = TimelineEvent.told("stopped", at: start + 10_000_000)
    let seen = Observation([script], events + [last], endings: [:])
    return seen.lanes(of: seen.conversations[0])
  }

  @Test func `have each state from when it was found to when it was found no more`() throws {
    let lanes = lanes([(nil, .synSent, 0), (.synSent, .established, 2_000), (.established, nil, 5_000)])
    #expect(lanes.count == 3)
    #expect(lanes[0].title == "client 10.77.0.1:40000")
    guard case .states(let spans) = lanes[0].content else { throw Missing() }
    let start = Script.start.monotonicNanoseconds
    #expect(spans.map(\.state) == [.synSent, .established])
    #expect(spans.map(\.start) == [start, start + 2_000])
    #expect(spans.map(\.end) == [start + 2_000, start + 5_000])
  }

  @Test func `let a state last to the run's end that nobody saw end`() throws {
    guard case .states(let spans) = lanes([(nil, .timeWait, 1_000)])[0].content else { throw Missing() }
    #expect(spans.map(\.end) == [Script.start.monotonicNanoseconds + 10_000_000])
  }

  @Test func `name the event that each state is`() throws {
    let start = Script.start.monotonicNanoseconds
    let events = [
      TimelineEvent.told("begun", at: start - 5),
      .state(script.client, script.server, nil, .established, at: start - 4),
    ]
    let seen = Observation([script], events, endings: [:])
    guard case .states(let spans) = seen.lanes(of: seen.conversations[0])[0].content else { throw Missing() }
    #expect(spans.map(\.event) == [1])
    #expect(seen.timeline.events[1].happening.plane == "state")
  }

  @Test func `say of an end that was never seen that it was not`() {
    let server = lanes([])[2]
    #expect(server.title == "10.77.0.2:8080: no state was found" && server.isTitleBelow)
    #expect(server.content == .states([]))
  }

  @Test func `have between them each segment, on its sender's side`() throws {
    guard case .ticks(let ticks) = lanes([])[1].content else { throw Missing() }
    #expect(ticks.map(\.side) == [.upper, .lower, .upper, .upper, .lower])
    #expect(ticks.map(\.kind) == ["bare", "bare", "bare", "data", "reset"])
    #expect(ticks.map(\.evidence) == (1 ... 5).map { .frame($0) })
  }
}

private struct Missing: Error {}
