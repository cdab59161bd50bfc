import SocketKit
import Testing

@testable import LabKit

@Suite struct `What happens` {
  @Test func `has a plane each, and an order among them`() {
    let script = Script([.syn])
    let all: [TimelineEvent] = [
      .call("socket"), script.events[0], .state(script.client, script.server, nil, .listen),
      .descriptor(3, "pipe:[1]", isOpen: true), .told("listening"),
    ]
    #expect(all.map(\.happening.plane) == ["call", "packet", "state", "descriptor", "tool"])
    #expect(all.map(\.happening.rank) == [0, 1, 2, 3, 4])
  }
}
