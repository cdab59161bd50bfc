import Testing

/// A picture that a tool draws for a browser.
enum DrawnPicture: String, CaseIterable, CustomTestStringConvertible {
  case ladder = "ladder.svg"
  case ladderPage = "ladder.html"
  case foldedPage = "folded.html"
  case wordyLadder = "wordy.svg"
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
      case .wordyLadder: ("ladder", ["--svg", try folder.write(Self.wordyTimeline, to: "wordy.ndjson")])
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

  /// Names and arguments that no window has room for, around a segment with the largest numbers and all options.
  private static let wordyTimeline: String = {
    let word = String(repeating: "long", count: 20)
    let moment = #"{"time":"2026-01-01T00:00:00.000000000Z","mono_ns":"#
    let call = #""tool":"x","event":"syscall","host":"\#(word)","fd":3,"result":0,"duration_us":1,"pid":1"#
    return """
      \(moment)1,\(call),"name":"connect","arguments":"255.255.255.255:65535"}
      \(moment)2,"tool":"x","event":"packet","plane":"packet","number":1,"octets":65535,"source":"10.255.255.255:65534",\
      "destination":"255.255.255.255:65535","flags":2,"seq":0,"ack":0,"win":65535,"urp":0,"sum":0,"payload_octets":0,\
      "opts":"0204ffff01030e0402","text":""}
      \(moment)2000000000,"tool":"x","event":"packet","plane":"packet","number":2,"octets":65535,\
      "source":"10.255.255.255:65534","destination":"255.255.255.255:65535","flags":24,"seq":2147483647,"ack":2147483647,\
      "win":0,"urp":0,"sum":0,"payload_octets":65495,"opts":"","text":""}
      \(moment)3000000000,\(call),"name":"\(word)","arguments":"\(word)"}

      """
  }()
}
