import SocketKit
import Testing

@testable import LabKit

private let opening: [Beat] = [.syn, .synAck, .ack]

/// What the rows are: a segment's number, a margin's word, or a fold's phrases.
private func rows(_ beats: [Beat], _ events: [TimelineEvent] = [], beyond segments: Int) -> [String] {
  let script = Script(beats)
  let ladder = Ladder(of: script.conversation, in: Timeline(merging: script.events + events))
  return ladder.folded(beyond: segments).rows.map { row in
    switch row.content {
    case .segment(let step): "\(step.packetNumber)"
    case .call(_, let call): call.name
    case .state(_, let change): change.to?.name ?? "gone"
    case .fold(let fold): fold.phrases.joined(separator: "; ")
    }
  }
}

@Suite struct `A long transfer in a ladder` {
  private let chunks = (0 ..< 9).map { Beat.data("chunk \($0)", from: .server) }

  @Test func `is folded but for its ends`() {
    #expect(
      rows(opening + chunks + [.ack, .fin(from: .server)], beyond: 8)
        == ["1", "2", "3", "4", "5", "5 segments, 35 octets to the client", "11", "12", "13", "14"])
  }

  @Test func `stays as it is when it is not longer than asked, or folding is off`() {
    let all = (1 ... 14).map(String.init)
    #expect(rows(opening + chunks + [.ack, .fin(from: .server)], beyond: 11) == all)
    #expect(rows(opening + chunks + [.ack, .fin(from: .server)], beyond: 0) == all)
  }

  @Test func `is folded with the calls that moved it, and says how many`() {
    let call = TimelineEvent.call("connect", on: 3, "10.77.0.2:8080", at: Script.time(of: 0) - 1)
    let reads = (3 ..< 12).map { TimelineEvent.call("read", on: 3, result: 7, at: Script.time(of: $0) + 10) }
    #expect(
      rows(opening + chunks + [.ack], [call] + reads, beyond: 8) == [
        "connect", "1", "2", "3", "4", "read", "7 segments, 49 octets to the client; 7 calls", "12", "read", "13",
      ])
  }

  @Test func `is not folded over what a reader should see`() {
    let marked = chunks[..<6] + [.data("chunk 0", from: .server).at(1)] + chunks[6...]
    #expect(rows(opening + marked, beyond: 9) == (1 ... 13).map(String.init))
    let failed = TimelineEvent.call("read", on: 3, error: "EAGAIN", at: Script.time(of: 7) + 10)
    let connect = TimelineEvent.call("connect", on: 3, "10.77.0.2:8080", at: Script.time(of: 0) - 1)
    #expect(rows(opening + chunks, [connect, failed], beyond: 8).count == 14)
    let state = TimelineEvent.state(
      Script([]).client, Script([]).server, .established, .closeWait, at: Script.time(of: 7) + 10)
    #expect(rows(opening + chunks, [state], beyond: 8).count == 13)
  }
}
