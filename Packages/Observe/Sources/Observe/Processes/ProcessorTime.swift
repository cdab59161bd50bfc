internal import Glibc
public import SocketKit

/// Processor time that a process and all of its descendants have used, as far as they live or were waited for.
///
/// Source: proc_pid_stat(5), utime, stime, cutime and cstime; proc_tid_children(5).
public struct ProcessorTime: Hashable, Sendable {
  /// In user and kernel mode together, in ticks of the kernel's: usually 10 ms.
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
    var ticks = try Self.ticks(of: process)
    var (waiting, seen) = (Self.children(of: process), 1)
    while let next = waiting.popLast(), seen < Self.mostProcesses {
      seen += 1
      guard let more = try? Self.ticks(of: next) else { continue }
      ticks &+= more
      waiting += Self.children(of: next)
    }
    let perSecond = max(1, sysconf(CInt(_SC_CLK_TCK)))
    duration = .seconds(ticks / perSecond) + .nanoseconds(ticks % perSecond * 1_000_000_000 / perSecond)
  }

  private static func ticks(of process: CInt) throws(Errno) -> Int {
    ticks(in: try FileDescriptor.contents(of: "/proc/\(process)/stat", limit: fileOctets))
  }

  /// From the file's text: the sum of the four times. What it does not say is 0.
  static func ticks(in octets: [UInt8]) -> Int {
    // The name may hold blanks and parentheses; what follows its last one may not.
    guard let end = octets.lastIndex(of: UInt8(ascii: ")")) else { return 0 }
    let fields = octets[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 14 else { return 0 }
    return fields[11 ... 14].reduce(0) { $0 &+ (Int(String(decoding: $1, as: UTF8.self)) ?? 0) }
  }

  /// Each thread has children of its own. None where the kernel does not list them.
  private static func children(of process: CInt) -> [CInt] {
    guard let folder = try? NumberedFolder("/proc/\(process)/task") else { return [] }
    var children: [CInt] = []
    for thread in folder.numbers(limit: mostThreads) {
      let path = "/proc/\(process)/task/\(thread)/children"
      guard let text = try? FileDescriptor.contents(of: path, limit: fileOctets) else { continue }
      children += text.split(separator: UInt8(ascii: " ")).compactMap { CInt(String(decoding: $0, as: UTF8.self)) }
    }
    return children
  }
}
