internal import SocketKit

/// When a process was started: with its number, what tells it from a later one of the same number.
///
/// Source: proc_pid_stat(5), field 22.
enum ProcessStart {
  /// Ticks since the machine's start, or nil when there is no such process, or one that ended and waits to be reaped:
  /// in a container that may be for ever.
  static func ticks(of process: CInt) -> UInt64? {
    guard let octets = try? FileDescriptor.contents(of: "/proc/\(process)/stat", limit: 4096) else { return nil }
    // The second field is the program's name in parentheses, which may contain blanks and parentheses.
    guard let end = octets.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = octets[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard let state = fields.first, state != [UInt8(ascii: "Z")] else { return nil }
    return fields.count > 19 ? UInt64(String(decoding: fields[19], as: UTF8.self)) : nil
  }
}
