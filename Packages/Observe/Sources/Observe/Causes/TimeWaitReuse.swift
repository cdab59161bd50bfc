internal import SocketKit

/// When a new connection may take the port of one in TIME_WAIT to the same place.
///
/// Source: ip-sysctl.rst, tcp_tw_reuse, tcp_tw_reuse_delay and tcp_timestamps.
public struct TimeWaitReuse: Hashable, Sendable {
  /// Which connections may.
  public enum Scope: Hashable, Sendable {
    /// None.
    case never
    /// Those over the loopback.
    case loopback
    /// All.
    case always
  }

  /// Which connections may.
  public var scope: Scope
  /// How long after TIME_WAIT began.
  public var delayMilliseconds: Int

  /// TCP_TIMEWAIT_LEN: how long TIME_WAIT lasts.
  static let timeWaitMilliseconds = 60_000

  /// A rule from its parts.
  public init(_ scope: Scope, delayMilliseconds: Int = 1000) {
    self.scope = scope
    self.delayMilliseconds = delayMilliseconds
  }

  /// That of the calling thread's network namespace; never, where the kernel does not say.
  public static func current() -> TimeWaitReuse {
    // Without timestamps nobody can tell a stray segment of the old connection from one of the new.
    guard number("tcp_timestamps") != 0 else { return TimeWaitReuse(.never) }
    let scope: Scope =
      switch number("tcp_tw_reuse") {
      case 1: .always
      case 2: .loopback
      default: .never
      }
    // Before Linux 6.14 it was a second, and not to be set.
    return TimeWaitReuse(scope, delayMilliseconds: number("tcp_tw_reuse_delay") ?? 1000)
  }

  private static func number(_ name: String) -> Int? {
    let text = try? FileDescriptor.contents(of: "/proc/sys/net/ipv4/\(name)", limit: 32)
    return text.flatMap { Int(String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)) }
  }

  /// Whether a connection may take the port that this one has.
  func frees(_ socket: SocketSnapshot) -> Bool {
    guard socket.state == .timeWait, let timer = socket.timer else { return false }
    switch scope {
    case .never: return false
    case .loopback where !socket.local.address.isLoopback && !socket.remote.address.isLoopback: return false
    case .loopback, .always: return Self.timeWaitMilliseconds - timer.expiresMilliseconds >= delayMilliseconds
    }
  }
}

extension IPAddress {
  /// 127.0.0.0/8 and ::1.
  fileprivate var isLoopback: Bool {
    isIPv6 ? octets.last == 1 && octets.dropLast().allSatisfy { $0 == 0 } : octets[0] == 127
  }
}
