import FrameInput
import Inspect
import PacketCodec
import SocketKit
import ToolKit

/// Frames in, what is found in them out.
struct Watcher: FrameTaker {
  private var inspector: Inspector
  private let report: Report
  private let showsPackets: Bool
  /// How far the wall clock, which frames have, stands before the monotonic one.
  private let clockOffset: Int64

  init(_ thresholds: [Rule: Threshold], showsPackets: Bool, _ report: Report) {
    inspector = Inspector(thresholds: thresholds)
    self.showsPackets = showsPackets
    self.report = report
    let now = Timestamp.now
    clockOffset = now.realtimeNanoseconds - now.monotonicNanoseconds
  }

  mutating func take(_ record: CaptureRecord, _ octets: RawSpan, _ linkType: LinkType) {
    let tuple = inspector.receive(
      octets, linkType: linkType, originalCount: record.originalCount, at: record.timestampNanoseconds)
    if showsPackets, let tuple { tell(tuple, record) }
    tellFindings()
  }

  /// Every line is written as it comes.
  func rest() {}

  /// Whether there was anything to watch.
  var hasSeenFrames: Bool { inspector.counters.frames > 0 }

  /// Tells the flows that are left, and what was counted.
  mutating func finish() {
    inspector.finish()
    tellFindings()
    let counters = inspector.counters
    report.result(
      "summary",
      [
        .integer("frames", counters.frames), .integer("octets", counters.octets), .integer("flows", counters.flows),
        .integer("alerts", counters.alerts), .integer("suppressed", counters.suppressed),
        .integer("unwatched", counters.unwatched), .integer("offloaded", counters.offloaded),
        .integer("evicted", counters.evicted.values.reduce(0, +)),
      ])
  }

  private mutating func tellFindings() {
    for finding in inspector.takeFindings() {
      switch finding {
      case .alert(let alert): tell(alert)
      case .flow(let flow): tell(flow)
      case .full(let table): report.diagnose("\(table.rawValue): no more room: the oldest are forgotten for new ones")
      }
    }
  }

  private func tell(_ tuple: FiveTuple, _ record: CaptureRecord) {
    report.event(
      "packet", Self.fields(tuple) + [.integer("octets", record.originalCount)],
      at: moment(record.timestampNanoseconds))
  }

  private func tell(_ alert: Alert) {
    report.result(
      "alert",
      [
        .text("rule", alert.rule.rawValue), .text("source", alert.source), .text("destination", alert.destination),
        .text("detail", alert.detail), .integer("frame", alert.frame),
      ], at: moment(alert.timestampNanoseconds))
  }

  private func tell(_ flow: FlowRecord) {
    let (nanoseconds, overflow) = flow.endedNanoseconds.subtractingReportingOverflow(flow.beganNanoseconds)
    report.event(
      "flow",
      Self.fields(flow.tuple) + [
        .text("end", flow.end.rawValue), .integer("packets_out", flow.packetsOut),
        .integer("packets_in", flow.packetsIn), .integer("octets_out", flow.octetsOut),
        .integer("octets_in", flow.octetsIn),
        Field("seconds", .decimal(overflow ? .max : nanoseconds / 1000, places: 6)),
      ], at: moment(flow.endedNanoseconds))
  }

  private static func fields(_ tuple: FiveTuple) -> [Field] {
    [
      .text("protocol", tuple.protocol), .text("source", tuple.source), .text("destination", tuple.destination),
    ]
  }

  private func moment(_ nanoseconds: Int64) -> Timestamp {
    Timestamp(realtimeNanoseconds: nanoseconds, monotonicNanoseconds: nanoseconds &- clockOffset)
  }
}
