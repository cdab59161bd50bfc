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
    lives = UnnamedEnds.found(SocketLife.all(in: self.events), in: self.events)
  }
}

extension Timeline {
  /// Where among the events a call stands that was the first on a connection's descriptor, and did not fail.
  func entry(of name: String, at local: SocketAddress, toward remote: SocketAddress) -> Int? {
    let lives = lives.filter { $0.remote == remote && ($0.local == nil || $0.local == local) }
    return lives.flatMap(\.events).filter { index in
      guard case .call(let call) = events[index].happening else { return false }
      return call.name == name && call.error == nil
    }.min()
  }
}
