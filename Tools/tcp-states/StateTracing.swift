import Glibc
import Observe
import SocketKit

/// The kernel's trace of states while this tool follows them.
///
/// There is one at most, known to the whole process, because its folder must also go at exit(3), with which a tool ends
/// when nobody reads its events.
enum StateTracing {
  nonisolated(unsafe) private static var trace: StateTrace?

  /// Begins.
  static func begin(port: Int?) throws(Errno) {
    trace = try StateTrace(port: port.map { UInt16($0) })
    atexit { StateTracing.end() }
  }

  /// Takes what was told until a moment, and perhaps some more; nothing where it was not begun. When it cannot be read, it
  /// ends.
  static func read(until moment: Int64, deadline: Int64, into chains: inout TracedChains) throws(Errno) {
    do throws(Errno) {
      try trace?.read(until: moment, deadline: deadline) { chains.take($0) }
    } catch {
      end()
      throw error
    }
  }

  private static func end() { trace = nil }
}
