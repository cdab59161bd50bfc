import Glibc
import SocketKit
import Testing

/// Waiting for what tells nobody when it changes, as /proc.
enum Patience {
  /// How long anything may take before it counts as never: the machine may be busy.
  static let seconds = 30

  /// Looks once a millisecond until something is so.
  ///
  /// - Returns: false when it never was.
  static func wait(until condition: () throws -> Bool) rethrows -> Bool {
    let end = Timestamp.monotonicNow + Int64(seconds) * 1_000_000_000
    while try !condition() {
      guard Timestamp.monotonicNow < end else { return false }
      _ = poll(nil, 0, 1)
    }
    return true
  }
}
