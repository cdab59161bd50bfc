import SocketKit
import Testing

@testable import LabKit

@Suite struct `The lanes of tools` {
  private func lanes(_ events: [TimelineEvent]) -> [Lane] { Observation([], events, endings: [:]).toolLanes }

  @Test func `count descriptors as they come and go`() {
    let lanes = lanes([
      .descriptor(3, "socket:[1]", isOpen: true, at: 10), .descriptor(4, "/dev/null", isOpen: true, at: 20),
      .descriptor(3, "socket:[1]", isOpen: false, at: 30),
    ])
    #expect(lanes.map(\.title) == ["echo-server: up to 2 descriptors"])
    let steps = [(10, 1, 0), (20, 2, 1), (30, 1, 2)].map { Lane.Step(moment: $0, count: $1, event: $2) }
    #expect(lanes.map(\.content) == [.steps(steps)])
  }

  @Test func `have what a tool told behind that, or alone`() {
    let lanes = lanes([
      .told("listening", by: "wire", at: 5), .descriptor(3, "x", isOpen: true, at: 10),
      .told("accept", by: "echo-server", at: 20), .told("close", by: "echo-server", at: 30),
    ])
    #expect(lanes.map(\.title) == ["wire: 1 event", "echo-server: up to 1 descriptor, 2 events", ""])
    #expect(
      lanes[2].content
        == .ticks([
          Lane.Tick(moment: 20, side: .whole, kind: "told", evidence: .event(2)),
          Lane.Tick(moment: 30, side: .whole, kind: "told", evidence: .event(3)),
        ]))
  }

  @Test func `are one a tool on each host`() {
    var (one, other) = (TimelineEvent.told("x", by: "wire", at: 1), TimelineEvent.told("x", by: "wire", at: 2))
    (one.host, other.host) = ("client", "server")
    #expect(lanes([one, other]).map(\.title) == ["wire on client: 1 event", "wire on server: 1 event"])
  }
}

@Suite struct `The lanes of counts` {
  @Test func `have the sockets of each state, and leave out what few were in`() {
    let server = SocketAddress(IPAddress(10, 77, 0, 2), port: 80)
    func end(_ port: UInt16) -> SocketAddress { SocketAddress(IPAddress(10, 77, 0, 1), port: port) }
    let events: [TimelineEvent] = [
      .state(server, .init(IPAddress(0, 0, 0, 0), port: 0), nil, .listen, host: "server", at: 0),
      .state(end(1), server, nil, .established, host: "client", at: 1),
      .state(end(2), server, nil, .established, host: "client", at: 2),
      .state(end(1), server, .established, .timeWait, host: "client", at: 3),
    ]
    let lanes = Observation([], events, endings: [:]).countLanes(atLeast: 2)
    #expect(lanes.map(\.title) == ["client: ESTABLISHED, up to 2"])
    let steps = [(1, 1, 1), (2, 2, 2), (3, 1, 3)].map { Lane.Step(moment: $0, count: $1, event: $2) }
    #expect(lanes.map(\.content) == [.steps(steps)])
  }
}
