import Glibc
import SocketKit
import Testing

/// A process as /proc shows it.
enum ProcessFile {
  static func text(_ name: String, of pid: CInt) throws -> String {
    String(decoding: try FileDescriptor.contents(of: "/proc/\(pid)/\(name)", limit: 1 << 20), as: UTF8.self)
  }

  /// argv. Source: proc_pid_cmdline(5).
  static func words(of pid: CInt) throws -> [String] {
    try text("cmdline", of: pid).split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// A line of `status`. Source: proc_pid_status(5).
  static func status(_ key: String, of pid: CInt) throws -> String {
    let line = try #require(try text("status", of: pid).split(separator: "\n").first { $0.hasPrefix("\(key):") })
    return String(line.dropFirst(key.count + 2))
  }

  /// Time on a CPU, nanoseconds. Source: Documentation/scheduler/sched-stats of Linux.
  static func processorNanoseconds(of pid: CInt) throws -> Int {
    try #require(Int(try text("schedstat", of: pid).prefix { $0 != " " }))
  }

  static func descriptorCount(of pid: CInt) -> Int { Folder.names(in: "/proc/\(pid)/fd").count }

  /// Waits until a process is no more, whoever reaps it.
  ///
  /// - Parameter process: its descriptor's number.
  static func hasEnded(_ process: CInt, milliseconds: CInt = EchoProcess.patience) -> Bool {
    var entry = pollfd(fd: process, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, milliseconds) > 0
  }
}
