import Testing

/// A picture that a tool draws for a browser.
enum DrawnPicture: String, CaseIterable, CustomTestStringConvertible {
  case ladder = "ladder.svg"
  case ladderPage = "ladder.html"
  case foldedPage = "folded.html"
  case runLadder = "run.svg"
  case runPage = "run.html"
  case plot = "plot.svg"
  case runPlot = "run-plot.svg"

  static let ladders: [DrawnPicture] = [.ladder, .ladderPage]
  static let plots: [DrawnPicture] = [.plot, .runPlot]

  var testDescription: String { rawValue }

  var isPage: Bool { rawValue.hasSuffix(".html") }

  /// Draws it into a folder.
  ///
  /// - Returns: the file's path.
  func draw(in folder: TemporaryFolder) throws -> String {
    let told = try folder.write(ToldConnection.capture([.eventful, .long]), to: "told.pcapng")
    func run(_ file: String) throws -> String { try LabRun.shared.file(file) }
    let (tool, words) =
      switch self {
      case .ladder: ("ladder", ["--svg", "--fold", "0", told])
      case .ladderPage: ("ladder", ["--html", "--fold", "0", told])
      case .foldedPage: ("ladder", ["--html", told])
      case .runLadder: ("ladder", ["--svg", try run("timeline.ndjson")])
      case .runPage: ("", [])
      case .plot: ("tcp-plot", ["-c", "1", told])
      case .runPlot: ("tcp-plot", [try run("timeline.ndjson")])
      }
    if self == .runPage { return try run("report.html") }
    let outcome = try BuiltTool(tool).run(words)
    try #require(outcome.status == 0 && outcome.errorText == "", "\(outcome)")
    return try folder.write(outcome.output, to: rawValue)
  }
}
