public import SocketKit

/// What one process takes of the machine at one moment.
///
/// Source: proc_pid_status(5).
public struct ProcessStatus: Hashable, Sendable {
  /// Its threads, 1 ...
  public var threads: Int
  /// Memory that is really there, octets. The kernel counts it roughly, some hundred KiB off with many threads.
  public var residentOctets: Int

  /// More than the file has; it grows by some hundred octets with each release of the kernel.
  private static let fileOctets = 16 * 1024

  /// Looks now.
  ///
  /// - Throws: `.noSuchFile` when there is no such process.
  public init(of process: CInt) throws(Errno) {
    self.init(try FileDescriptor.contents(of: "/proc/\(process)/status", limit: Self.fileOctets))
  }

  /// From the file's text; what it does not say is 0.
  init(_ octets: [UInt8]) {
    threads = 0
    residentOctets = 0
    for line in octets.split(separator: UInt8(ascii: "\n")) {
      let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard words.count > 1, let number = Int(String(decoding: words[1], as: UTF8.self)) else { continue }
      switch String(decoding: words[0], as: UTF8.self) {
      case "Threads:": threads = number
      case "VmRSS:": residentOctets = number.multipliedReportingOverflow(by: 1024).partialValue
      default: break
      }
    }
  }
}
