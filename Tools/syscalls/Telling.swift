import Observe
import SocketKit
import ToolKit

/// Where events go: standard output, or the file of `-o`, in the same form.
struct Telling: ~Copyable {
  private let report: Report
  private let file: FileDescriptor?
  private let path: String

  init(_ report: Report, file path: String?) throws(Failure) {
    self.report = report
    self.path = path ?? ""
    do throws(Errno) {
      file = if let path { try FileDescriptor.open(path, .replace) } else { nil }
    } catch {
      throw Failure(file: self.path, error)
    }
  }

  /// Whether a reader can leave.
  var isStandardOutput: Bool { file == nil }

  /// - Parameter offset: CLOCK_REALTIME less CLOCK_MONOTONIC, nanoseconds.
  func tell(_ event: TracedEvent, clockOffset offset: Int64) throws(Failure) {
    switch event {
    case .call(let call):
      try write("syscall", Self.fields(call), Self.moment(call.enteredNanoseconds, offset))
    case .signal(let signal):
      guard report.loudness != .quiet else { return }
      let fields: [Field] = [.text("name", signal.name), .integer("pid", signal.process)]
      try write("signal", fields, Self.moment(signal.nanoseconds, offset))
    case .end(let end):
      guard report.loudness != .quiet else { return }
      let cause: Field =
        switch end.cause {
        case .exited(let status): .integer("status", status)
        case .killed(let signal): .text("signal", signal)
        }
      try write("exit", [.integer("pid", end.process), cause], Self.moment(end.nanoseconds, offset))
    }
  }

  private func write(_ name: String, _ fields: [Field], _ time: Timestamp) throws(Failure) {
    if isStandardOutput { return report.result(name, fields, at: time) }
    let line = EventLine(time: time, tool: report.tool, event: name, fields: fields)
    let octets = Array(((report.isJSON ? line.json : line.text) + "\n").utf8)
    do throws(Errno) { try file?.writeAll(octets.span.bytes) } catch { throw Failure(file: path, error) }
  }

  private static func moment(_ nanoseconds: Int64, _ offset: Int64) -> Timestamp {
    Timestamp(realtimeNanoseconds: nanoseconds, monotonicNanoseconds: nanoseconds &- offset)
  }

  private static func fields(_ call: TracedCall) -> [Field] {
    var fields: [Field] = [.text("name", call.name)]
    if let descriptor = call.descriptor { fields.append(.integer("fd", descriptor)) }
    fields.append(.text("arguments", call.arguments))
    if let result = call.result { fields.append(.integer("result", result)) }
    if let error = call.error { fields.append(.text("errno", error)) }
    if let duration = call.durationNanoseconds { fields.append(.microseconds("duration_us", nanoseconds: duration)) }
    fields.append(.integer("pid", call.process))
    if call.thread != call.process { fields.append(.integer("tid", call.thread)) }
    if let ends = call.ends { fields.append(.text("local", ends.local)) }
    if let remote = call.ends?.remote { fields.append(.text("remote", remote)) }
    return fields
  }
}
