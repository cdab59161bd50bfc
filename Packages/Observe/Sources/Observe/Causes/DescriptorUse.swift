public import SocketKit

/// How many descriptors a process has, and how many it may have.
///
/// Source: proc_pid_limits(5), RLIMIT_NOFILE of getrlimit(2).
public struct DescriptorUse: Hashable, Sendable {
  /// Open now.
  public var open: Int
  /// The soft limit: one more than the highest number.
  public var limit: Int

  /// A use from its parts.
  public init(open: Int, limit: Int) {
    self.open = open
    self.limit = limit
  }

  /// A use of nine tenths is nearly all: programs that count on failing late keep about so much aside.
  public var isNearlyAll: Bool { open >= limit - limit / 10 }

  /// Looks now.
  ///
  /// - Throws: `.noSuchFile` when there is no such process, `.permissionDenied` when it is not ours to look at,
  ///   `.invalidArgument` when its limits do not say this one.
  public init(of process: CInt) throws(Errno) {
    let descriptors = try ProcessDescriptors(of: process)
    // Sixteen lines of 78 octets; names may grow.
    let limits = try FileDescriptor.contents(of: "/proc/\(process)/limits", limit: 16 * 1024)
    guard let limit = Self.limit(in: limits) else { throw .invalidArgument }
    self.init(open: descriptors.count(), limit: limit)
  }

  /// From the file's text: "Max open files            1024                 524288               files".
  static func limit(in octets: [UInt8]) -> Int? {
    let name = "Max open files"
    for line in octets.split(separator: UInt8(ascii: "\n")) where line.starts(with: name.utf8) {
      let words = line.dropFirst(name.utf8.count).split(separator: UInt8(ascii: " "))
      guard let soft = words.first.map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
      return soft == "unlimited" ? .max : Int(soft)
    }
    return nil
  }
}
