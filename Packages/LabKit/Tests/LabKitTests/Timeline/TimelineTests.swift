import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `A timeline` {
  @Test func `is in the order of the monotonic clock, whatever the wall clock says`() {
    var early = TimelineEvent.told("early", at: 1)
    early.realtimeNanoseconds = .max
    let timeline = Timeline(merging: [.told("late", at: 3), early, .told("middle", at: 2)])
    #expect(timeline.events.map(\.monotonicNanoseconds) == [1, 2, 3])
  }

  @Test func `puts what is entered before what it causes at one moment`() {
    let script = Script([.syn])
    let time = Script.time(of: 0)
    let events: [TimelineEvent] = [
      .told("connected", at: time), .descriptor(3, "socket:[1]", isOpen: true, at: time),
      .state(script.client, script.server, nil, .synSent, at: time), script.events[0],
      .call("connect", on: 3, at: time),
    ]
    #expect(
      Timeline(merging: events).events.map(\.happening.plane) == ["call", "packet", "state", "descriptor", "tool"])
  }

  @Test func `keeps the order in which equals came`() {
    let names = (0 ..< 100).map { "told-\($0)" }
    let timeline = Timeline(merging: names.map { .told($0) })
    #expect(timeline.events.map(\.line.event) == names)
  }

  @Test func `holds moments from one end of Int64 to the other`() {
    let times: [Int64] = [.max, 0, .min, -1]
    #expect(Timeline(merging: times.map { .told("x", at: $0) }).events.map(\.monotonicNanoseconds) == times.sorted())
  }
}
