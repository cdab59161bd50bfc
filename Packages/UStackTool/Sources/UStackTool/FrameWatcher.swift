internal import PacketCodec
internal import SocketKit
internal import ToolKit
internal import UStackLink

/// Logs and tells the frames that the stack takes and sends.
final class FrameWatcher {
  private var log: FrameLog? = nil
  /// Who is told; nil without `--trace`.
  private let report: Report?

  /// - Returns: nil when nobody wants to know.
  init?(_ options: StackOptions, interface: String, _ report: Report) throws(Failure) {
    guard options.log != nil || options.trace else { return nil }
    if let path = options.log { log = try FrameLog(path, tool: report.tool, interface: interface) }
    self.report = options.trace ? report : nil
  }

  func take(_ frame: RawSpan, _ direction: FrameDirection) {
    let time = Timestamp.now
    log?.append(frame, at: time)
    guard let report else { return }
    let decoded = DecodedFrame(frame)
    var name = "frame"
    if case .tcp = decoded.transport { name = "segment" }
    report.event(
      name,
      [
        .text("direction", direction == .sent ? "out" : "in"), .integer("octets", frame.byteCount),
        .text("text", PacketSummary(decoded, octetCount: frame.byteCount)),
      ], at: time)
  }

  /// Writes what the log has gathered.
  func flush() throws(Failure) { try log?.flush() }
}
