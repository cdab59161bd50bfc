import SocketKit
import Testing

@testable import LabKit

@Suite struct `Lanes as SVG` {
  private let timeline = Timeline(merging: [.told("a", at: 0), .told("b", at: 10_000_000)])

  private func drawing(_ lanes: [Lane], pins: [Evidence] = []) -> Element {
    LanesSVG(lanes, on: RunClock(timeline), as: "x", title: "T", pins: EvidenceRanges(pins)).element
  }

  private func states(_ spans: [(Int64, Int64)]) -> Lane {
    Lane(
      title: "client",
      content: .states(spans.enumerated().map { Lane.Span(state: .established, start: $1.0, end: $1.1, event: $0) }))
  }

  @Test func `have a bar where its state begins, as long as it lasts`() {
    let rects = drawing([states([(0, 2_500_000), (5_000_000, 10_000_000)])]).all.filter {
      $0.name == "rect" && $0.attribute("rx") != nil
    }
    #expect(rects.map { $0.attribute("x") } == ["0.000%", "50.000%"])
    #expect(rects.map { $0.attribute("width") } == ["25.000%", "50.000%"])
    #expect(
      rects.map { $0.all.last?.ownText } == [
        "ESTABLISHED for 2.500 ms, from 0.000 ms on", "ESTABLISHED for 5.000 ms, from 5.000 ms on",
      ])
  }

  @Test func `name a state in its bar where there is room`() {
    func kinds(_ end: Int64) -> [String?] {
      drawing([states([(0, end)])]).all.filter { $0.ownText == "ESTABLISHED" && $0.name == "text" }.map {
        $0.attribute("class")
      }
    }
    #expect(kinds(10_000_000) == ["name"])
    #expect(kinds(2_000_000) == ["name roomy"])
    #expect(kinds(1_000_000) == [])
  }

  @Test func `say of each bar and each tick what it shows`() {
    let ticks = Lane(
      title: "",
      content: .ticks(
        [1, 2, 9_000_000].enumerated().map {
          Lane.Tick(moment: $1, side: .upper, kind: "data", evidence: .frame($0 + 1))
        }))
    let marked = drawing([states([(0, 1)]), ticks]).all
    #expect(marked.compactMap { $0.attribute("data-e") } == ["0"])
    // Two of them are closer than a screen could show.
    #expect(marked.compactMap { $0.attribute("data-f") } == ["1-2", "3"])
  }

  @Test func `lose no peak of a count, however many changes there are`() {
    let steps = (0 ..< 10_000).map {
      Lane.Step(moment: 5_000_000 + Int64($0) % 10, count: $0 == 7_000 ? 99 : 1, event: $0)
    }
    let lane = Lane(title: "t", content: .steps(steps))
    let drawing = drawing([lane], pins: [.event(7_000)])
    let path = drawing.all.first { $0.attribute("class") == "count" }?.attribute("d") ?? ""
    #expect(path == "M0 300H500V297H500V40H500V297H1000")
    #expect(drawing.all.filter { $0.name == "circle" }.compactMap { $0.attribute("data-e") } == ["7000"])
  }

  @Test func `take no words from elsewhere for markup, nor more than there is room for`() {
    let lane = Lane(title: String(repeating: "<b>\u{202E}", count: 40), content: .ticks([]))
    let html = drawing([lane]).html
    #expect(!html.contains("<b>") && !html.unicodeScalars.contains("\u{202E}"))
    let titles = drawing([lane]).all.filter { $0.attribute("class")?.hasPrefix("lane-title ") == true }
    #expect(titles.map(\.ownText.count) == [51, 84])
  }

  @Test func `stand on a clock also when nothing takes time`() {
    let clock = RunClock(Timeline(merging: []))
    #expect(clock.fraction(.max) == 1 && clock.fraction(.min) == 0 && clock.fraction(0) == 0)
    let edge = RunClock(Timeline(merging: [.told("a", at: .max)]))
    #expect(edge.percent(.max) == "0.000%")
  }
}
