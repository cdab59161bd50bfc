import SocketKit

/// Of the addresses of a name, the one that load is made on.
enum FirstAnswer {
  /// How long one that says nothing is waited for, in nanoseconds.
  private static let patience: Int64 = 3_000_000_000

  /// Tries them in turn, each with a connection that is closed again. An only one is not tried: its failures are results.
  ///
  /// - Returns: the first that answers, or the first when none does.
  static func among(_ addresses: [SocketAddress]) -> SocketAddress {
    guard addresses.count > 1 else { return addresses[0] }
    return addresses.first { address in
      (try? StreamSocket.connected(to: address, until: Timestamp.monotonicNow + patience)) != nil
    } ?? addresses[0]
  }
}
