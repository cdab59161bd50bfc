internal import Glibc
internal import SocketKit
internal import Synchronization

/// Writes every recorded system call of this process to a file, one JSON object a line.
///
/// `time` and `mono_ns` are the moment of entry. Lines are appended with one write(2) each, so several processes may
/// share the file. A file that cannot be written is told once, and the tool goes on without it.
final class SystemCallLog: Sendable {
  /// The variable that names the file.
  static let variable = "TCPLAB_SYSCALLS"

  /// The descriptor is moved up here, so that the watched program's own get the numbers they would have unwatched.
  private static let lowestDescriptor: CInt = 100

  private let descriptor: CInt
  private let report: Report
  private let hasFailed = Atomic(false)

  private init(descriptor: CInt, report: Report) {
    self.descriptor = descriptor
    self.report = report
  }

  /// Begins to record into a file, made when missing, until the process ends.
  static func install(path: String, report: Report) {
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard opened >= 0 else {
      report.diagnose("\(variable)=\(path): \(Errno.last); system calls are not recorded")
      return
    }
    let moved = fcntl(opened, F_DUPFD_CLOEXEC, lowestDescriptor)
    if moved >= 0 { close(opened) }
    let log = SystemCallLog(descriptor: moved >= 0 ? moved : opened, report: report)
    SystemCallRecord.install { log.write($0) }
  }

  private func write(_ record: SystemCallRecord) {
    if hasFailed.load(ordering: .relaxed) { return }
    var line = LineBuffer()
    EventLine(time: record.entered, tool: report.tool, event: "syscall", fields: Self.fields(record))
      .appendJSON(to: &line)
    line.append(UInt8(ascii: "\n"))
    let written = line.octets.withUnsafeBytes { octets in
      var result: Int
      repeat { result = Glibc.write(descriptor, octets.baseAddress, octets.count) } while result < 0 && errno == EINTR
      return result
    }
    if written == line.octets.count || hasFailed.exchange(true, ordering: .relaxed) { return }
    let reason = written < 0 ? "\(Errno.last)" : "no room for a whole line"
    report.diagnose("\(Self.variable): \(reason); system calls are no longer recorded")
  }

  static func fields(_ record: SystemCallRecord) -> [Field] {
    var fields: [Field] = [.text("name", record.name.description)]
    if let descriptor = record.descriptor { fields.append(.integer("fd", descriptor)) }
    fields.append(.text("arguments", record.arguments))
    fields.append(.integer("result", record.result))
    if let error = record.error { fields.append(.text("errno", error.name)) }
    fields.append(
      .microseconds("duration_us", nanoseconds: record.returnedNanoseconds - record.entered.monotonicNanoseconds))
    fields.append(.integer("pid", getpid()))
    return fields
  }
}
