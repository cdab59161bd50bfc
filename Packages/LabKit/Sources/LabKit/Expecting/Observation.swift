public import SocketKit

/// What was seen of one run: the only thing that expectations may look at.
public struct Observation: Sendable {
  /// All planes on one clock.
  public var timeline: Timeline
  /// The connections on the wire, in the order of their first segments.
  public var conversations: [Conversation]
  /// The octets that passed the wire, by conversation: the same order, the same count.
  public var streams: [StreamPair]
  /// How each tool ended; nil when it had to be killed because it did not end.
  public var endings: [String: ChildProcess.Ending?]

  /// An observation from its parts.
  public init(
    timeline: Timeline, conversations: [Conversation], streams: [StreamPair],
    endings: [String: ChildProcess.Ending?]
  ) {
    self.timeline = timeline
    self.conversations = conversations
    self.streams = streams
    self.endings = endings
  }
}

extension Observation {
  /// The state changes of the sockets with this end as their own, in order.
  public func changes(of end: SocketAddress) -> [StateChange] {
    timeline.events.compactMap { event in
      guard case .transition(let change) = event.happening, change.local == end else { return nil }
      return change
    }
  }

  /// The ends that were found in this state, of connections to this other end.
  public func ends(thatWere state: TCPSocketState, toward remote: SocketAddress) -> Set<SocketAddress> {
    var ends: Set<SocketAddress> = []
    for event in timeline.events {
      guard case .transition(let change) = event.happening, change.to == state, change.remote == remote else {
        continue
      }
      ends.insert(change.local)
    }
    return ends
  }

  /// The other ends of the connections that this end had in this state.
  public func peers(thatWere state: TCPSocketState, at local: SocketAddress) -> Set<SocketAddress> {
    Set(changes(of: local).filter { $0.to == state }.map(\.remote))
  }

  /// How long the socket with this end was found in a state, nanoseconds; nil when it was not, or is still.
  public func time(of end: SocketAddress, in state: TCPSocketState) -> Int64? {
    var since: Int64?
    for event in timeline.events {
      guard case .transition(let change) = event.happening, change.local == end else { continue }
      if change.to == state { since = event.monotonicNanoseconds }
      if change.from == state, let since { return Milliseconds.distance(from: since, to: event.monotonicNanoseconds) }
    }
    return nil
  }

  /// What a tool told under this name, in order.
  public func told(_ event: String, by tool: String) -> [ToolEvent] {
    timeline.events.compactMap { entry in
      guard entry.tool == tool, case .told(let telling) = entry.happening, telling.name == event else { return nil }
      return telling
    }
  }
}
