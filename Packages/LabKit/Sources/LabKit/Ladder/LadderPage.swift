/// Ladders as one page that needs no other file.
public struct LadderPage: Sendable {
  private let title: String
  private let ladders: [Ladder]

  /// - Parameters:
  ///   - ladders: in the order of the page.
  ///   - title: such as the name of the file they are from.
  public init(_ ladders: [Ladder], title: String) {
    self.ladders = ladders
    self.title = title
  }

  /// The page, UTF-8.
  public var text: String {
    HTMLPage(title: title, body: "<h1>\(Markup.escaped(title))</h1>\n\(LadderSVG(ladders).markup)").text
  }
}
