import FrameInput
import FrameText
import PacketCodec
import ToolKit

/// Frames in, lines out, in blocks until somebody says that the lines are to be seen now.
struct Printer: FrameTaker {
  /// Octets worth a write when more frames wait.
  private static let blockOctets = 64 << 10
  /// As long as the longest line of an ordinary frame; a longer one makes the buffer grow.
  private static let roomOctets = 4096

  private let report: Report
  private let showsOctets: Bool
  private var text: FrameText
  private var clock = LocalTime()
  private var line = LineBuffer(capacity: blockOctets + roomOctets)
  /// Frames shown.
  private var count = 0

  init(_ settings: Settings, _ report: Report) {
    self.report = report
    showsOctets = settings.showsOctets
    text = FrameText(showsLink: settings.showsLink)
  }

  mutating func take(_ record: CaptureRecord, _ octets: RawSpan, _ linkType: LinkType) {
    count += 1
    let layout = FrameLayout(octets, linkType: linkType, originalCount: record.originalCount)
    if report.isJSON {
      appendObject(record, octets, layout)
    } else {
      clock.append(record.timestampNanoseconds, to: &line)
      text.append(layout, octets, record.originalCount, to: &line)
      if showsOctets { line.append(rows: octets.extracting(layout.networkOffset...)) }
    }
    line.append(UInt8(ascii: "\n"))
    if line.octets.count >= Self.blockOctets { flush() }
  }

  mutating func rest() { flush() }

  /// Writes what was not written yet.
  private mutating func flush() {
    guard !line.octets.isEmpty else { return }
    report.write(line.octets)
    line.removeAll()
  }

  private mutating func appendObject(_ record: CaptureRecord, _ octets: RawSpan, _ layout: FrameLayout) {
    line.append("{\"number\":")
    line.append(Int64(count))
    line.append(",\"time\":\"")
    RFC3339.append(record.timestampNanoseconds, to: &line)
    line.append("\",\"octets\":")
    line.append(Int64(record.originalCount))
    line.appendLayers(layout, octets)
    if showsOctets {
      line.append(",\"hex\":\"")
      line.append(hexadecimal: octets)
      line.append("\"")
    }
    line.append("}")
  }
}
