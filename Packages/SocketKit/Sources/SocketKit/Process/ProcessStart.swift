/// When a process was started: with its number, what tells it from a later one of the same number.
///
/// Source: proc_pid_stat(5), fields 3 and 22.
public struct ProcessStart: Hashable, Sendable {
  /// Clock ticks from the machine's start to the process's, 0 ...
  public let ticks: UInt64

  /// Asks the kernel.
  ///
  /// - Parameter process: a pid.
  /// - Returns: nil when there is no such process, or one that ended and waits to be reaped, which keeps its start: in a
  ///   container that may be for ever.
  public init?(of process: CInt) {
    guard let octets = try? FileDescriptor.contents(of: "/proc/\(process)/stat", limit: 4096) else { return nil }
    // The second field is the program's name in parentheses, which may contain blanks and parentheses.
    guard let end = octets.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = octets[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19, fields[0] != [UInt8(ascii: "Z")],
      let ticks = UInt64(String(decoding: fields[19], as: UTF8.self))
    else { return nil }
    self.ticks = ticks
  }
}
