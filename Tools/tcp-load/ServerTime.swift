import Observe
import SocketKit
import ToolKit

/// The processor time that a server uses between two moments.
struct ServerTime {
  private let process: CInt
  private var before: Duration
  /// Nil when the server was gone at the end.
  private(set) var used: Duration?

  /// - Throws: status 69 when there is no such process.
  init(of process: Int) throws(Failure) {
    self.process = CInt(clamping: process)
    do throws(Errno) {
      before = try ProcessorTime(of: self.process).duration
    } catch {
      let reason = error == .noSuchFile ? Errno.noSuchProcess : error
      throw Failure(.unavailable, "--server-pid '\(process)': \(reason)")
    }
  }

  mutating func begin() {
    if let time = try? ProcessorTime(of: process) { before = time.duration }
  }

  mutating func end() { used = (try? ProcessorTime(of: process)).map { $0.duration - before } }
}
