import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `How many there were at once` {
  private let server = SocketAddress(IPAddress(10, 77, 0, 2), port: 8080)

  private func seen(_ events: [TimelineEvent]) -> Observation {
    Observation(timeline: Timeline(merging: events), conversations: [], streams: [], endings: [:])
  }

  private func client(_ port: UInt16) -> SocketAddress { SocketAddress(IPAddress(10, 77, 0, 1), port: port) }

  @Test func `is the most in a state, not the sum`() {
    let found = seen([
      .state(client(1), server, nil, .synSent, at: 1), .state(client(1), server, .synSent, .established, at: 2),
      .state(client(2), server, nil, .established, at: 3), .state(client(1), server, .established, nil, at: 4),
      .state(client(3), server, nil, .established, at: 5), .state(server, client(1), nil, .established, at: 5),
    ])
    #expect(found.peak(of: .established) { $0.remote == server } == 2)
    #expect(found.peak(of: .established) { $0.local == server } == 1)
    let second = Moment.at(3).monotonicNanoseconds
    #expect(found.peak(of: .established, before: second) { $0.remote == server } == 1)
    #expect(found.peak(of: .established, before: second + 1) { $0.remote == server } == 2)
    #expect(found.peak(of: .timeWait) { _ in true } == 0)
  }

  @Test func `counts the sockets of one tool, and nothing else that it holds`() {
    let found = seen([
      .descriptor(3, "socket:[1]", isOpen: true, at: 1), .descriptor(4, "socket:[2]", isOpen: true, at: 2),
      .descriptor(5, "pipe:[3]", isOpen: true, at: 3), .descriptor(3, "socket:[1]", isOpen: false, at: 4),
      .descriptor(3, "socket:[4]", isOpen: true, at: 5), .descriptor(6, "socket:[5]", isOpen: true, by: "other", at: 6),
    ])
    #expect(found.peakOfSockets(heldBy: "echo-server") == 2)
    #expect(found.peakOfSockets(heldBy: "nobody") == 0)
  }
}
