/// A unit of time, largest first, by the name it has in words.
public enum DurationUnit: String, Hashable, Sendable, CaseIterable {
  /// 3600 seconds, `h`.
  case hours
  /// 60 seconds, `m`.
  case minutes
  /// `s`.
  case seconds
  /// `ms`.
  case milliseconds
  /// `us`.
  case microseconds
  /// `ns`.
  case nanoseconds

  var suffix: String {
    switch self {
    case .hours: "h"
    case .minutes: "m"
    case .seconds: "s"
    case .milliseconds: "ms"
    case .microseconds: "us"
    case .nanoseconds: "ns"
    }
  }

  var nanosecondCount: Int64 {
    switch self {
    case .hours: 3_600_000_000_000
    case .minutes: 60_000_000_000
    case .seconds: 1_000_000_000
    case .milliseconds: 1_000_000
    case .microseconds: 1000
    case .nanoseconds: 1
    }
  }
}
