internal import SocketKit

/// Everything that was seen of one run, on all planes, in the order of one clock.
public struct Timeline: Sendable {
  /// In the order of the monotonic clock; at the same nanosecond calls come before packets, packets before states.
  public let events: [TimelineEvent]
  /// The calls by the descriptors they were made on.
  let lives: [SocketLife]

  /// Merges what came from everywhere, in any order.
  public init(merging events: [TimelineEvent]) {
    self.events = events.sorted {
      ($0.monotonicNanoseconds, $0.happening.rank) < ($1.monotonicNanoseconds, $1.happening.rank)
    }
    lives = SocketLife.all(in: self.events)
  }
}

extension Timeline {
  /// When a call was first entered on a connection's descriptor, and did not fail: CLOCK_MONOTONIC, nanoseconds.
  func entry(of name: String, at local: SocketAddress, toward remote: SocketAddress) -> Int64? {
    let lives = lives.filter { $0.remote == remote && ($0.local == nil || $0.local == local) }
    return lives.flatMap(\.events).compactMap { index in
      guard case .call(let call) = events[index].happening, call.name == name, call.error == nil else {
        return nil as Int64?
      }
      return events[index].monotonicNanoseconds
    }.min()
  }
}
