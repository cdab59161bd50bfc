import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `What was seen of a run` {
  private let script = Script([.syn])

  private func seen(_ events: TimelineEvent...) -> Observation {
    Observation(timeline: Timeline(merging: events), conversations: [], streams: [], endings: [:])
  }

  @Test func `knows the changes of an end, in order`() {
    let (client, server) = (script.client, script.server)
    let found = seen(
      .state(client, server, .synSent, .established, at: 2), .state(server, client, nil, .established, at: 1),
      .state(client, server, nil, .synSent, at: 1)
    ).changes(of: client)
    #expect(found.map(\.to) == [.synSent, .established])
  }

  @Test func `knows what a tool told under a name`() {
    let found = seen(
      .told("closed", [.integer("octets", 2)], at: 2), .told("closed", [.integer("octets", 1)], at: 1),
      .told("closed", by: "echo-server"), .told("reply"), .call("close", on: 3)
    ).told("closed", by: "echo-client")
    #expect(found.map { $0.integer("octets") } == [1, 2])
  }
}
