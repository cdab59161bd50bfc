public import SocketKit

// How many there were at once, as the samples found.
extension Observation {
  /// The most sockets at once in a state, of those that a condition admits.
  ///
  /// - Parameters:
  ///   - state: which sockets are counted.
  ///   - moment: only samples before it count, monotonic nanoseconds; by default all of the run.
  ///   - condition: of a socket, by any of its changes.
  public func peak(
    of state: TCPSocketState, before moment: Int64 = .max, where condition: (StateChange) -> Bool
  ) -> Int {
    var (count, peak) = (0, 0)
    for event in timeline.events where event.monotonicNanoseconds < moment {
      guard case .transition(let change) = event.happening, condition(change) else { continue }
      if change.from == state { count -= 1 }
      if change.to == state { count += 1 }
      peak = max(peak, count)
    }
    return peak
  }

  /// The most sockets that a tool held at once, connected or not.
  public func peakOfSockets(heldBy tool: String) -> Int {
    var (count, peak) = (0, 0)
    for event in timeline.events where event.tool == tool {
      guard case .descriptor(let change) = event.happening, change.target.hasPrefix("socket:") else { continue }
      count += change.isOpen ? 1 : -1
      peak = max(peak, count)
    }
    return peak
  }
}
