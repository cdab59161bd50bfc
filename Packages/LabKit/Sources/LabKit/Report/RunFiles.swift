internal import ToolKit

/// The files of a run: capture, timeline, ladder, its section of the report, that as a page, and the verdicts for
/// programs.
struct RunFiles {
  let folder: RunFolder
  let facts: RunFacts
  let observation: Observation
  let wire: CapturedWire
  /// Captured at further places, by what they are filed under.
  let captures: [String: CapturedWire]

  /// Writes them all, and removes what they were made from.
  ///
  /// - Throws: 74 when the disk is full or fails.
  func write() throws(Failure) {
    let note = "tcplab: \(facts.experiment): \(facts.question)"
    try folder.write(wire.annotated(observation.conversations, note: note), to: "capture.pcapng")
    for (label, other) in captures { try folder.write(other.annotated([], note: note), to: "capture-\(label).pcapng") }
    try folder.write(observation.timeline.events.map { $0.line.json + "\n" }.joined(), to: "timeline.ndjson")
    let ladders = observation.ladders
    try folder.write(
      ladders.map { LadderText().lines($0) }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n"),
      to: "ladder.txt")
    let section = RunSection(facts, observation).text
    try folder.write(section, to: ReportIndex.sectionFile)
    try folder.write(RunPage(facts, section: section).text, to: "report.html")
    try folder.write("\(facts.json)\n", to: ReportIndex.factsFile)
    folder.removeRawFiles()
  }
}

extension Observation {
  /// The most ladders a run draws. An experiment with more connections is about their number, and `ladder` draws any
  /// of them from the timeline.
  public static let laddersMax = 8

  /// A ladder a conversation, for the first `laddersMax`.
  public var ladders: [Ladder] { conversations.prefix(Self.laddersMax).map { Ladder(of: $0, in: timeline) } }
}
