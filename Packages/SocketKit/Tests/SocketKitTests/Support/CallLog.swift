import SocketKit
import Synchronization

/// Keeps what the recorder shows. The recorder is the whole process's, so a test that installs one runs in a process of
/// its own (an exit test).
final class CallLog: Sendable {
  private let kept = Mutex<[SystemCallRecord]>([])

  /// Records while `body` runs.
  static func of(_ body: () throws -> Void) rethrows -> [SystemCallRecord] {
    let log = CallLog()
    SystemCallRecord.install { record in log.kept.withLock { $0.append(record) } }
    defer { SystemCallRecord.install(nil) }
    try body()
    return log.kept.withLock { $0 }
  }
}
