internal import Glibc
public import SocketKit

/// Processor time that a process and all of its descendants have used, as far as they live or were waited for.
///
/// Source: proc_pid_stat(5), utime, stime, cutime and cstime; proc_tid_children(5); the kernel's
/// Documentation/scheduler/sched-stats.rst, /proc/PID/schedstat.
public struct ProcessorTime: Hashable, Sendable {
  /// In user and kernel mode together. Of threads that live it is exact; of those that ended, and of processes that were
  /// waited for, the kernel tells ticks, usually of 10 ms. So it is where it keeps no statistics of its scheduler.
  public var duration: Duration

  /// Processes that are looked at, 4096: more workers than a server has, and an end for a process that breeds them.
  static let mostProcesses = 4096
  /// Threads of each that are asked for children.
  static let mostThreads = 4096
  /// More than the files have: 52 numbers, and the children of one thread.
  private static let fileOctets = 64 * 1024

  /// Looks now.
  ///
  /// - Throws: `.noSuchFile` when there is no such process. A descendant that ends meanwhile is left out until it was waited
  ///   for.
  public init(of process: CInt) throws(Errno) {
    var sum = try Self.nanoseconds(of: process)
    var (waiting, seen) = (Self.children(of: process), 1)
    while let next = waiting.popLast(), seen < Self.mostProcesses {
      seen += 1
      guard let more = try? Self.nanoseconds(of: next) else { continue }
      sum &+= more
      waiting += Self.children(of: next)
    }
    duration = .nanoseconds(sum)
  }

  /// Of one process, its threads that ended, and the children it waited for.
  private static func nanoseconds(of process: CInt) throws(Errno) -> Int64 {
    let ticks = ticks(in: try FileDescriptor.contents(of: "/proc/\(process)/stat", limit: fileOctets))
    // Ticks have all threads, exact times those that live: whichever is more lacks less.
    return max(nanoseconds(ticks: ticks.own), scheduled(process)) &+ nanoseconds(ticks: ticks.waitedFor)
  }

  private static func nanoseconds(ticks: Int) -> Int64 {
    let perSecond = max(1, sysconf(CInt(_SC_CLK_TCK)))
    return Int64(ticks / perSecond) &* 1_000_000_000 &+ Int64(ticks % perSecond * 1_000_000_000 / perSecond)
  }

  /// From the file's text: its own two times, and those of the children it waited for. What it does not say is 0.
  static func ticks(in octets: [UInt8]) -> (own: Int, waitedFor: Int) {
    // The name may hold blanks and parentheses; what follows its last one may not.
    guard let end = octets.lastIndex(of: UInt8(ascii: ")")) else { return (0, 0) }
    let fields = octets[(end + 1)...].split(separator: UInt8(ascii: " ")).map { number(in: $0) }
    return fields.count > 14 ? (Int(fields[11] &+ fields[12]), Int(fields[13] &+ fields[14])) : (0, 0)
  }

  /// What the scheduler gave its threads that live, nanoseconds; 0 where it keeps no count.
  private static func scheduled(_ process: CInt) -> Int64 {
    guard let folder = try? NumberedFolder("/proc/\(process)/task") else { return 0 }
    return folder.numbers(limit: mostThreads).reduce(0) { sum, thread in
      let text = try? FileDescriptor.contents(of: "/proc/\(process)/task/\(thread)/schedstat", limit: fileOctets)
      return sum &+ (text?.split(separator: UInt8(ascii: " ")).first.map { number(in: $0) } ?? 0)
    }
  }

  private static func number(in octets: ArraySlice<UInt8>) -> Int64 {
    Int64(String(decoding: octets, as: UTF8.self)) ?? 0
  }

  /// Each thread has children of its own. None where the kernel does not list them.
  private static func children(of process: CInt) -> [CInt] {
    guard let folder = try? NumberedFolder("/proc/\(process)/task") else { return [] }
    var children: [CInt] = []
    for thread in folder.numbers(limit: mostThreads) {
      let path = "/proc/\(process)/task/\(thread)/children"
      guard let text = try? FileDescriptor.contents(of: path, limit: fileOctets) else { continue }
      children += processes(in: text)
    }
    return children
  }

  /// From the file's text. One that fills its limit may be cut within a number, and what is left of it is the number of
  /// somebody else: only what a blank follows is taken then.
  static func processes(in octets: [UInt8], limit: Int = fileOctets) -> [CInt] {
    let blank = UInt8(ascii: " ")
    let end = octets.count < limit ? octets.endIndex : octets.lastIndex(of: blank) ?? octets.startIndex
    return octets[..<end].split(separator: blank).compactMap { CInt(String(decoding: $0, as: UTF8.self)) }
  }
}
