internal import PacketCodec
internal import SocketKit
internal import ToolKit

/// The files of a run: capture, timeline, ladder, report, and the verdicts for programs.
struct RunFiles {
  let folder: RunFolder
  let facts: RunFacts
  let observation: Observation
  let wire: CapturedWire

  /// Writes them all, and removes what they were made from.
  ///
  /// - Throws: 74 when the disk is full or fails.
  func write() throws(Failure) {
    let note = "tcplab: \(facts.experiment): \(facts.question)"
    try folder.write(wire.annotated(observation.conversations, note: note), to: "capture.pcapng")
    try folder.write(observation.timeline.events.map { $0.line.json + "\n" }.joined(), to: "timeline.ndjson")
    let ladders = observation.ladders
    try folder.write(
      ladders.map { LadderText().lines($0) }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n"),
      to: "ladder.txt")
    try folder.write(HTMLReport(facts, ladders: ladders.map { $0.folded() }).text, to: "report.html")
    try folder.write("\(facts.json)\n", to: "run.json")
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

extension RunFacts {
  /// The run as one JSON object.
  var json: JSONValue {
    .object([
      .init("experiment", .text(experiment)), .init("question", .text(question)),
      .init("verdict", .text(holds ? "PASS" : "FAIL")),
      .init("started", .text(RFC3339.text(nanoseconds: started.realtimeNanoseconds))),
      .init("duration_ms", .decimal(Double(durationNanoseconds / 1000) / 1000)),
      .init("kernel", .text(kernel)), .init("congestion_control", .text(congestionControl)),
      .init("frames_dropped", .integer(Int64(framesDropped))),
      .init("hosts", .object(hosts.map { .init($0.name, .text($0.address)) })),
      .init("endings", .object(endings.map { .init($0.tool, .text($0.ending)) })),
      .init(
        "expectations",
        .array(
          expectations.map { expectation in
            .object([
              .init("claim", .text(expectation.claim)), .init("found", .text(expectation.found)),
              .init("verdict", .text(expectation.holds ? "PASS" : "FAIL")),
            ])
          })),
    ])
  }
}
