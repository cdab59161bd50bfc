import Testing

@Suite("A picture in a browser", .enabled(if: Browser.isPossible, Browser.needs))
struct PictureInBrowserTests {
  /// WCAG 2.2, success criterion 1.4.3: for text of this size.
  private static let textContrastMin = 4.5
  /// WCAG 2.2, success criterion 1.4.11: for what has to be seen to understand.
  private static let lineContrastMin = 3.0
  /// Pixels. With it the longest label has room between the lifelines at 380 pixels.
  private static let textSizeMin = 10.5

  @Test(arguments: DrawnPicture.allCases) func `is as wide as its window`(_ picture: DrawnPicture) throws {
    for sight in try Sight.all(of: picture) {
      let survey = sight.survey
      #expect(survey.width == Double(sight.view.width), "\(sight.view)")
      #expect(survey.contentWidth <= survey.width, "\(sight.view)")
      for words in survey.words {
        #expect(words.groundPlace.contains(words.place), "\(sight.view): \(words)")
        #expect(words.place.left >= 0 && words.place.right <= survey.width, "\(sight.view): \(words)")
      }
    }
  }

  @Test(arguments: DrawnPicture.allCases) func `has no words over words`(_ picture: DrawnPicture) throws {
    for sight in try Sight.all(of: picture) {
      let words = sight.survey.words.sorted { $0.place.top < $1.place.top }
      #expect(words.count > 5)
      for (index, one) in words.enumerated() {
        for other in words[(index + 1)...].prefix(while: { $0.place.top < one.place.bottom }) {
          #expect(!one.place.covers(other.place), "\(sight.view): \(one.text) and \(other.text)")
        }
      }
    }
  }

  @Test(arguments: DrawnPicture.allCases) func `can be read in light and in the dark`(_ picture: DrawnPicture) throws {
    for sight in try Sight.all(of: picture) {
      #expect((sight.survey.canvas.luminance < 0.1) == sight.view.isDark, "\(sight.view)")
      for words in sight.survey.words {
        #expect(words.color.contrast(with: words.ground) >= Self.textContrastMin, "\(sight.view): \(words)")
        #expect(words.size >= Self.textSizeMin, "\(sight.view): \(words)")
        #expect((words.ground.luminance < 0.1) == sight.view.isDark, "\(sight.view): \(words)")
      }
      for figure in sight.survey.figures {
        #expect(!figure.strokes.isEmpty)
        for stroke in figure.strokes {
          #expect(stroke.contrast(with: figure.ground) >= Self.lineContrastMin, "\(sight.view): \(stroke)")
        }
      }
    }
  }

  @Test(arguments: DrawnPicture.allCases)
  func `needs nothing from elsewhere, and no excuse`(_ picture: DrawnPicture) throws {
    for sight in try Sight.all(of: picture) { #expect(sight.complaints == [], "\(sight.view)") }
  }

  @Test(arguments: DrawnPicture.allCases) func `says to who listens what it shows`(_ picture: DrawnPicture) throws {
    for sight in try Sight.all(of: picture) {
      #expect(!sight.survey.figures.isEmpty)
      #expect(sight.survey.figures.allSatisfy { $0.role == "graphics-document document" && $0.labels.count == 2 })
      #expect(sight.survey.figures.allSatisfy { $0.labels.allSatisfy { $0.count > 10 } })
      #expect(sight.spokenNames == sight.survey.figures.map { $0.labels.joined(separator: " ") })
    }
  }
}
