import Testing

@Suite("A ladder in a browser", .enabled(if: Browser.isPossible, Browser.needs))
struct LadderInBrowserTests {
  private static let told: [ToldConnection] = [.eventful, .long]

  @Test(arguments: DrawnPicture.ladders)
  func `has an arrow for each segment, with its numbers, downward`(_ picture: DrawnPicture) throws {
    for sight in try Sight.all(of: picture) {
      try #require(sight.survey.figures.count == Self.told.count)
      for (figure, connection) in zip(sight.survey.figures, Self.told) {
        #expect(figure.rows.map { $0.words.dropFirst().first } == connection.segments.map(\.label), "\(sight.view)")
        let shafts = figure.rows.compactMap(\.shaft)
        #expect(shafts.map { $0.from < $0.to } == connection.segments.map(\.isFromClient), "\(sight.view)")
        #expect(shafts.allSatisfy { abs($0.to - $0.from) > 200 && $0.head.contains("#") }, "\(sight.view)")
        #expect(zip(figure.rows, figure.rows.dropFirst()).allSatisfy { $0.top < $1.top }, "\(sight.view)")
      }
    }
  }

  @Test(arguments: DrawnPicture.ladders)
  func `tells what is remarkable by words and by a line of its own`(_ picture: DrawnPicture) throws {
    for sight in try Sight.all(of: picture) {
      let rows = try #require(sight.survey.figures.first).rows
      #expect(rows.map { $0.classes.dropFirst(2).sorted() } == ToldConnection.eventful.segments.map(\.marks))
      let plain = try #require(rows[2].shaft)
      var looks = [Look(plain)]
      for row in rows {
        let shaft = try #require(row.shaft)
        let mark = row.classes.dropFirst(2).first
        if mark == nil {
          #expect(Look(shaft) == looks[0], "\(sight.view): \(row)")
        } else {
          #expect(!looks.contains(Look(shaft)), "\(sight.view): \(row)")
          looks.append(Look(shaft))
        }
        guard let mark, mark != "reset" else { continue }
        #expect(row.words.last == mark.replacing("-", with: " ").uppercased(), "\(sight.view): \(row)")
      }
      #expect(looks.count == 7)
    }
  }

  /// What is seen of a line without colour.
  private struct Look: Equatable {
    var dashes: String
    var width: Double
    var hasCross: Bool

    init(_ shaft: PageSurvey.Shaft) {
      (dashes, width, hasCross) = (shaft.dashes, shaft.width, shaft.head.contains("-cross\""))
    }
  }

  @Test func `loses no segment where it folds`() throws {
    for sight in try Sight.all(of: .foldedPage) {
      let rows = try #require(sight.survey.figures.last).rows
      let folds = rows.filter { $0.classes.contains("fold") }
      #expect(
        folds.map { Array($0.words.dropFirst()) } == [
          ["37 segments, 0 octets to the server", "38 segments, 1140000 octets to the client"]
        ])
      #expect(rows.compactMap(\.shaft).count + 37 + 38 == ToldConnection.long.segments.count, "\(sight.view)")
    }
  }

  @Test func `drawn for an ordinary user is the same`() throws {
    let folder = try TemporaryFolder()
    let path = try DrawnPicture.ladderPage.draw(in: folder)
    let view = BrowserView(width: BrowserView.wide, isDark: false)
    let page = try BrowserPage(path, view, in: Browser(ordinary: true))
    let survey = try PageSurvey(page)
    #expect(survey.figures.map { $0.rows.count } == Self.told.map { $0.segments.count })
    #expect(try page.complaints() == [])
  }
}
