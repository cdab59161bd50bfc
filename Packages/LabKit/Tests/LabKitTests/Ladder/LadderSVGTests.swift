import SocketKit
import Testing

@testable import LabKit

private func ladder(_ beats: [Beat], _ events: [TimelineEvent] = []) -> Ladder {
  let script = Script(beats)
  return Ladder(of: script.conversation, in: Timeline(merging: script.events + events))
}

private func rows(_ ladder: Ladder) -> [Element] {
  LadderLine.all(of: ladder).map { LadderSVGRow($0, name: "l").element(y: 100) }
}

extension Element {
  fileprivate var words: [String] { all.filter { $0.name == "text" }.map(\.ownText) }
}

@Suite struct `A row of a ladder as SVG` {
  @Test func `is an arrow under its numbers, toward who gets it`() throws {
    let rows = rows(ladder([.syn, .synAck]))
    #expect(
      rows.map(\.words) == [["0.000", "SYN seq 0", "win 65535"], ["0.100", "SYN ACK seq 0 ack 1", "win 65535"]])
    let shafts = rows.map { row in row.all.filter { $0.name == "line" } }
    #expect(shafts.map(\.count) == [1, 1])
    #expect(shafts.map { $0[0].attribute("x1") } == ["68", "97%"])
    #expect(shafts.map { $0[0].attribute("x2") } == ["97%", "68"])
    #expect(shafts.map { $0[0].attribute("marker-end") } == ["url(#l-head)", "url(#l-head)"])
  }

  @Test func `names what is remarkable, in its class and in words`() {
    let beats: [Beat] = [.syn, .synAck, .ack, .data("x", from: .client), .data("x", from: .client).at(1).window(0)]
    let row = rows(ladder(beats))[4]
    #expect(row.attribute("class") == "row arrow retransmission zero-window")
    #expect(row.words.last == "RETRANSMISSION ZERO WINDOW")
  }

  @Test func `of a reset ends in a cross`() {
    let row = rows(ladder([.syn, .reset(from: .server)]))[1]
    #expect(row.attribute("class") == "row arrow reset")
    #expect(row.all.compactMap { $0.attribute("marker-end") } == ["url(#l-cross)"])
  }

  @Test func `of a call or a state stands beside its side's lifeline`() {
    let script = Script([.syn])
    let rows = rows(
      ladder(
        [.syn],
        [
          .call("connect", on: 3, "\(script.server)", error: "EINPROGRESS", at: 1),
          .state(script.server, script.client, nil, .synReceived, at: .max),
        ]))
    #expect(rows.map { $0.attribute("class") } == ["row call", "row arrow", "row state"])
    #expect(rows[0].words[1] == "connect(3, 10.77.0.2:8080) = EINPROGRESS")
    #expect(rows[0].children[1].children.map { $0.attribute("x") } == ["68"])
    #expect(rows[2].words[1] == "SYN_RECV")
    #expect(rows[2].all.filter { $0.name == "circle" }.map { $0.attribute("cx") } == ["97%"])
  }

  @Test func `of a call is marked where it failed, not where it is not done yet`() {
    let server = "\(Script([]).server)"
    let rows = rows(
      ladder(
        [.syn],
        ["ECONNREFUSED", "EINPROGRESS", "EAGAIN", nil].enumerated().map { place, error in
          .call("connect", on: 3, server, error: error, at: Int64(place) + 1)
        }))
    let classes = rows.compactMap { $0.attribute("class") }.filter { $0 != "row arrow" }
    #expect(classes == ["row call failed", "row call", "row call", "row call"])
  }

  @Test func `says whole in its title what it has no room for`() {
    let long = String(repeating: "x", count: 60)
    let row = rows(
      ladder([.syn], [.call("connect", on: 3, "\(Script([]).server)", at: 1), .call("write", on: 3, long, at: 2)]))[1]
    #expect(row.words[1] == "write(3, \(String(repeating: "x", count: 32))~")
    #expect(row.all.filter { $0.name == "title" }.map(\.ownText) == ["write(3, \(long)) = 0"])
  }
}

@Suite struct `Ladders as SVG` {
  private let hostile = "</text><script>alert(1)</script>\"&\u{1B}\u{202E}"

  @Test func `are one document, one figure below the other`() throws {
    let text = LadderSVG([ladder([.syn]), ladder([.syn, .synAck])]).text
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""))
    // 44 above, a row of 42, 12 below; and the same with two rows.
    #expect(text.contains(#"width="100%" height="238""#))
    #expect(text.contains(#"aria-labelledby="ladder-1-title ladder-1-desc" y="0""#))
    #expect(text.contains(#"aria-labelledby="ladder-2-title ladder-2-desc" y="98""#))
  }

  @Test func `describe themselves`() {
    let text = LadderSVG([ladder([.syn, .syn.at(0), .synAck])]).text
    #expect(
      text.contains(">A TCP connection of 10.77.0.1:40000, on the left, with 10.77.0.2:8080, on the right</title>"))
    #expect(text.contains(">Time goes down. Segments drawn: 3; retransmission: 1</desc>"))
  }

  @Test func `follow the viewer's light or dark`() {
    #expect(LadderSVG([]).text.contains("@media(prefers-color-scheme:dark)"))
  }

  @Test func `take nothing they show for markup`() {
    let events: [TimelineEvent] = [
      .call("connect", on: 3, "\(Script([]).server)", host: hostile, at: 1),
      .call(hostile, on: 3, hostile, error: hostile, host: hostile, at: 2),
    ]
    for text in [
      LadderSVG([ladder([.syn], events)]).text, LadderPage([ladder([.syn], events)], title: hostile).text,
    ] {
      #expect(!text.contains("<script"))
      #expect(text.contains("&lt;script&gt;"))
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    }
    let drawing = LadderSVG([ladder([.syn], events)]).text
    #expect(!drawing.unicodeScalars.contains("\u{202E}"))
  }

  @Test func `have room for moments from one end of Int64 to the other`() {
    let script = Script([.syn])
    let drawn = ladder(
      [.syn],
      [
        .state(script.client, script.server, nil, .synSent, at: .min),
        .state(script.client, script.server, .synSent, nil, at: .max),
      ])
    #expect(rows(drawn).map { $0.words[0].count }.allSatisfy { $0 <= 9 })
  }
}

@Suite struct `A page of ladders` {
  @Test func `needs nothing from elsewhere`() {
    let page = LadderPage([ladder([.syn, .synAck, .ack])], title: "x").text
    #expect(page.hasPrefix("<!doctype html>"))
    for word in ["http:", "https:", "<script", "@import", "src="] { #expect(!page.contains(word), "\(word)") }
    #expect(page.ranges(of: "url(").count == page.ranges(of: "url(#ladder-1-").count)
  }
}
