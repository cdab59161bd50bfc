import SocketKit
import Testing
import ToolKit

@testable import LabKit

@Suite struct `What a run's tools have to do with its connections` {
  private let script = Script([.syn, .synAck, .ack, .data("hi\n", from: .client), .data("Hello\n", from: .server)])

  private func seen(_ events: TimelineEvent...) -> Observation {
    let conversations = script.conversations
    return Observation(
      timeline: Timeline(merging: events), conversations: conversations,
      streams: conversations.map(script.wire.streams), endings: [:])
  }

  @Test func `is told by the client's own end`() {
    let found = seen(
      .told("connected", [.text("local", script.client)], by: "caller"),
      .told("connected", [.text("local", script.server)], by: "another"), .told("connected", by: "silent"))
    #expect(found.place(ofConnectionBy: "caller") == 0)
    #expect(found.exchanges(by: "caller").map(\.answer) == [#"Hello\n"#])
    for tool in ["another", "silent", "nobody"] { #expect(found.exchanges(by: tool).isEmpty) }
  }

  @Test func `is told by what a listener's calls name`() {
    let found = seen(
      .call("socket", "AF_INET", result: 3, by: "server", at: 1),
      .call("bind", on: 3, "127.0.0.1:0", by: "server", at: 2), .call("listen", on: 3, "8", by: "server", at: 3),
      .call("getsockname", on: 3, "127.0.0.1:4000", by: "server", at: 4),
      .call("listen", on: 9, "8", error: "EINVAL", by: "another", at: 5))
    #expect(found.listener(of: "server") == SocketAddress("127.0.0.1:4000"))
    #expect(found.listener(of: "another") == nil)
  }

  @Test func `has its moments, and its calls that succeeded`() {
    let found = seen(
      .told("blocking", by: "loop", at: 5), .told("blocking", by: "loop", at: 2), .told("blocking", by: "other", at: 3),
      .call("clone3", by: "loop"), .call("clone3", error: "EAGAIN", by: "loop"), .call("clone3", by: "other"))
    #expect(found.moments(of: "blocking", by: "loop") == [2, 5])
    #expect(found.calls("clone3", by: "loop").count == 1)
  }
}
