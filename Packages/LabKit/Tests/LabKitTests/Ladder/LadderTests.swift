import SocketKit
import Testing

@testable import LabKit

private let script = Script([.syn, .synAck, .ack])

private func ladder(_ events: TimelineEvent...) -> Ladder {
  Ladder(of: script.conversation, in: Timeline(merging: script.events + events))
}

/// The margins' lines, the left one's first.
private func margins(_ events: TimelineEvent...) -> [[String]] {
  let timeline = Timeline(merging: script.events + events)
  var found: [Ladder.Side: [String]] = [:]
  for row in Ladder(of: script.conversation, in: timeline).rows {
    switch row.content {
    case .segment, .fold: break
    case .call(let side, let call): found[side, default: []].append(call.name)
    case .state(let side, let change): found[side, default: []].append(change.to?.name ?? "gone")
    }
  }
  return [found[.left, default: []], found[.right, default: []]]
}

@Suite struct `Calls beside a ladder` {
  private let client = "\(script.client)"
  private let server = "\(script.server)"

  @Test func `of who connected to the server stand on the left`() {
    #expect(
      margins(.call("socket", result: 3), .call("connect", on: 3, server), .call("write", on: 3), .call("close", on: 3))
        == [["socket", "connect", "write", "close"], []])
  }

  @Test func `of who accepted the client, and of its listener, stand on the right`() {
    #expect(
      margins(
        .call("socket", result: 3), .call("bind", on: 3, "0.0.0.0:8080"), .call("listen", on: 3, "5"),
        .call("accept4", on: 3, client, result: 7), .call("read", on: 7), .call("close", on: 7))
        == [[], ["socket", "bind", "listen", "accept4", "read", "close"]])
  }

  @Test func `of other connections stand nowhere`() {
    #expect(
      margins(
        .call("connect", on: 3, "10.77.0.2:8081"), .call("write", on: 3),
        .call("bind", on: 4, "10.77.0.1:40001"), .call("connect", on: 4, server), .call("write", on: 4),
        .call("bind", on: 5, "0.0.0.0:8080"), .call("accept4", on: 5, "10.77.0.1:40001", result: 7),
        .call("read", on: 7), .call("bind", on: 6, "0.0.0.0:8081"), .call("accept4", on: 6, client, result: 8),
        .call("getsockname", on: 8, "10.77.0.2:8081"), .call("read", on: 8), .call("pipe2"))
        == [[], ["bind"]])
  }

  @Test func `that failed to accept, and those nobody looks for, stand nowhere`() {
    var events: [TimelineEvent] = [
      .call("bind", on: 5, "0.0.0.0:8080"), .call("accept4", on: 5, error: "EAGAIN"),
      .call("connect", on: 3, server, host: "c"),
    ]
    events += LadderMargins.unremarkableCalls.sorted().map { .call($0, on: 3, host: "c") }
    let rows = Ladder(of: script.conversation, in: Timeline(merging: script.events + events)).rows
    #expect(
      rows.compactMap { if case .call(_, let call) = $0.content { call.name } else { nil } } == ["bind", "connect"])
  }
}

@Suite struct `States beside a ladder` {
  private let client = script.client
  private let server = script.server
  private let any = SocketAddress("0.0.0.0:0")!

  @Test func `of the two ends stand on their sides`() {
    #expect(
      margins(.state(client, server, nil, .synSent), .state(server, client, .established, nil))
        == [["SYN_SENT"], ["gone"]])
  }

  @Test func `of a listener on the server's port stand on the right`() {
    let listener = SocketAddress("0.0.0.0:8080")!
    let other = SocketAddress("0.0.0.0:8081")!
    #expect(
      margins(
        .state(listener, any, nil, .listen), .state(other, any, nil, .listen), .state(listener, any, .listen, nil))
        == [[], ["LISTEN", "gone"]])
  }

  @Test func `of other connections stand nowhere`() {
    var other = client
    other.port += 1
    #expect(margins(.state(other, server, nil, .synSent), .state(server, other, nil, .established)) == [[], []])
  }
}

@Suite struct `Lines of a ladder` {
  @Test func `are in the order of time, a call before what it causes`() {
    let time = Script.time(of: 0)
    let drawn = ladder(
      .state(script.client, script.server, nil, .synSent, at: time),
      .call("connect", on: 3, "\(script.server)", at: time),
      .call("socket", result: 3, at: time - 1))
    let kinds = drawn.rows.map { row in
      switch row.content {
      case .segment: "segment"
      case .call(_, let call): call.name
      case .state: "state"
      case .fold: "fold"
      }
    }
    #expect(kinds == ["socket", "connect", "segment", "state", "segment", "segment"])
    #expect(drawn.hasMargins)
    #expect(!ladder().hasMargins)
  }

  @Test func `of one moment stay in the order of the capture`() {
    let script = Script([.syn, .synAck, .ack] + (0 ..< 50).map { .data("\($0)", from: .client) })
    let events = script.events.map { event in
      TimelineEvent(at: Moment.at(0), tool: event.tool, happening: event.happening)
    }
    let timeline = Timeline(merging: events)
    let conversation = ConversationTable(timeline.events).conversations[0]
    let numbers = Ladder(of: conversation, in: timeline).rows.map { row in
      if case .segment(let step) = row.content { step.packetNumber } else { 0 }
    }
    #expect(numbers == Array(1 ... 53))
  }

  @Test func `are headed by the hosts, where they are known`() {
    #expect(ladder().leftTitle == "10.77.0.1:40000")
    let known = ladder(
      .call("connect", on: 3, "\(script.server)", host: "alice"),
      .state(script.server, script.client, nil, .established, host: "bob"))
    #expect(known.leftTitle == "alice 10.77.0.1:40000")
    #expect(known.rightTitle == "bob 10.77.0.2:8080")
  }
}
