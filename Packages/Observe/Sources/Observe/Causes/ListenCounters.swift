public import SocketKit

/// What listeners could not take, since the network namespace was made.
///
/// Source: the kernel's Documentation/networking/snmp_counter.rst, TcpExtListenOverflows and TcpExtListenDrops.
public struct ListenCounters: Hashable, Sendable {
  /// Connections that found the accept queue full.
  public var overflows: Int
  /// SYNs dropped for this or for another reason.
  public var drops: Int

  /// Counts from their parts.
  public init(overflows: Int = 0, drops: Int = 0) {
    self.overflows = overflows
    self.drops = drops
  }

  /// Those of the calling thread's network namespace.
  ///
  /// - Throws: `.noSuchFile` where /proc is not mounted.
  public static func current() throws(Errno) -> ListenCounters {
    // Some 400 counters today, of 30 octets at most each with its name.
    ListenCounters(try FileDescriptor.contents(of: "/proc/thread-self/net/netstat", limit: 128 * 1024))
  }

  /// From the file's text: for each group a line of names and one of numbers. What it does not say is 0.
  init(_ octets: [UInt8]) {
    self.init()
    let lines = octets.split(separator: UInt8(ascii: "\n"))
    for (names, numbers) in zip(lines, lines.dropFirst()) where names.starts(with: "TcpExt: ".utf8) {
      let pairs = zip(names.split(separator: UInt8(ascii: " ")), numbers.split(separator: UInt8(ascii: " ")))
      for (name, number) in pairs {
        guard let number = Int(String(decoding: number, as: UTF8.self)) else { continue }
        switch String(decoding: name, as: UTF8.self) {
        case "ListenOverflows": overflows = number
        case "ListenDrops": drops = number
        default: break
        }
      }
      return
    }
  }
}
