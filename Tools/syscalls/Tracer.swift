import Glibc
import SocketKit

/// The process that traces the command: no child of ours, and to be ended with us.
///
/// Left alone it would find that nobody reads what it writes, and say so on a standard error that is the command's.
enum Tracer {
  /// Set once, and read by a handler of atexit(3), which runs after all else.
  nonisolated(unsafe) private static var traced: CInt = 0

  /// From now on the tracer of this process is ended when we end; the process itself goes on.
  static func endsWithUs(tracing process: CInt) {
    traced = process
    // Asked for at the end, when whoever traces cannot have been another for long: its number is its own while it traces.
    atexit { Tracer.end() }
  }

  /// Ends it now. Nothing happens when it is gone.
  static func end() {
    if let tracer = number(tracing: traced) { kill(tracer, SIGKILL) }
  }

  private static func number(tracing process: CInt) -> CInt? {
    guard let octets = try? FileDescriptor.contents(of: "/proc/\(process)/status", limit: 8192) else { return nil }
    let lines = String(decoding: octets, as: UTF8.self).split(separator: "\n")
    let words = lines.first { $0.hasPrefix("TracerPid:") }?.split(separator: "\t")
    return words?.last.flatMap { CInt($0) }.flatMap { $0 > 1 ? $0 : nil }
  }
}
