internal import Glibc
internal import SocketKit

/// Processor time that this machine was ready to use and its host gave to others, since it was started. A machine that is
/// nobody's guest has none.
///
/// Source: proc_stat(5), steal.
public enum StolenTime {
  /// Of all processors together, in ticks of usually 10 ms; zero where the kernel does not tell.
  public static var now: Duration {
    guard let octets = try? FileDescriptor.contents(of: "/proc/stat", limit: octetsMax) else { return .zero }
    let perSecond = max(1, Int64(sysconf(CInt(_SC_CLK_TCK))))
    let ticks = ticks(in: octets)
    return .seconds(ticks / perSecond) + .nanoseconds(ticks % perSecond * 1_000_000_000 / perSecond)
  }

  /// A line a processor, and one of all interrupts: more than a machine of a thousand processors has.
  private static let octetsMax = 1 << 20

  /// From the file's text, whose first line is about all processors; what it does not say is 0.
  static func ticks(in octets: [UInt8]) -> Int64 {
    let fields = octets.prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: " "))
    guard fields.count > 8, fields[0].elementsEqual("cpu".utf8) else { return 0 }
    return max(0, Int64(String(decoding: fields[8], as: UTF8.self)) ?? 0)
  }
}
