import Testing

@Suite("A plot in a browser", .enabled(if: Browser.isPossible, Browser.needs))
struct PlotInBrowserTests {
  @Test func `has a glyph for each thing that must not be overlooked, and one in its legend`() throws {
    for sight in try Sight.all(of: .plot) {
      try #require(sight.survey.figures.count == 4)
      #expect(
        sight.survey.figures[0].glyphs == [
          "glyph control": 2, "glyph outOfOrder": 2, "glyph retransmission": 2, "glyph duplicate": 2,
          "glyph zeroWindow": 2,
        ], "\(sight.view)")
    }
  }

  @Test(arguments: DrawnPicture.plots)
  func `has its four graphs, each with a title above`(_ picture: DrawnPicture)
    throws
  {
    let titles = ["time-sequence, ", "throughput, ", "in flight, ", "round trips, "]
    for sight in try Sight.all(of: picture) {
      #expect(sight.survey.figures.count == titles.count)
      for (figure, title) in zip(sight.survey.figures, titles) { #expect(figure.labels[0].hasPrefix(title)) }
      let places = titles.compactMap { title in sight.survey.words.first { $0.text.hasPrefix(title) }?.place.top }
      #expect(places.count == titles.count && places == places.sorted(), "\(sight.view)")
    }
  }
}
