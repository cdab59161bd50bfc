public import PacketCodec
public import SocketKit

/// What was seen of one run: the only thing that expectations may look at.
public struct Observation: Sendable {
  /// All planes on one clock.
  public var timeline: Timeline
  /// The connections on the wire, in the order of their first segments.
  public var conversations: [Conversation]
  /// The octets that passed the wire, by conversation: the same order, the same count.
  public var streams: [StreamPair]
  /// All frames as they were captured, for what neither a conversation nor a line of the timeline says.
  public var frames: [CapturedFrame]
  /// The frames that were captured at further places, by what they are filed under.
  public var captures: [String: [CapturedFrame]] = [:]
  /// How each tool ended; nil when it had to be killed because it did not end.
  public var endings: [String: ChildProcess.Ending?]

  /// An observation from its parts.
  public init(
    timeline: Timeline, conversations: [Conversation], streams: [StreamPair], frames: [CapturedFrame] = [],
    endings: [String: ChildProcess.Ending?]
  ) {
    self.timeline = timeline
    self.conversations = conversations
    self.streams = streams
    self.frames = frames
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

  /// The state changes of one connection's socket, in order.
  public func changes(of local: SocketAddress, toward remote: SocketAddress) -> [StateChange] {
    changes(of: local).filter { $0.remote == remote }
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

  /// The ends of this connection that were found in this state, the client's first.
  public func ends(of conversation: Conversation, thatWere state: TCPSocketState) -> [SocketAddress] {
    let (client, server) = (conversation.client, conversation.server)
    return [(client, server), (server, client)].filter { end in
      changes(of: end.0, toward: end.1).contains { $0.to == state }
    }.map(\.0)
  }

  /// How long the socket of a connection was found in a state, nanoseconds; nil when it was not, or is still.
  public func time(of local: SocketAddress, toward remote: SocketAddress, in state: TCPSocketState) -> Int64? {
    var since: Int64?
    for event in timeline.events {
      guard case .transition(let change) = event.happening, change.local == local, change.remote == remote else {
        continue
      }
      if change.to == state { since = event.monotonicNanoseconds }
      if change.from == state, let since { return Milliseconds.distance(from: since, to: event.monotonicNanoseconds) }
    }
    return nil
  }

  /// The connections to this server on the wire, each with what it carried.
  public func connections(to server: SocketAddress) -> [(conversation: Conversation, streams: StreamPair)] {
    zip(conversations, streams).filter { $0.0.server == server }.map { ($0.0, $0.1) }
  }

  /// What a tool told under this name, in order.
  public func told(_ event: String, by tool: String) -> [ToolEvent] {
    timeline.events.compactMap { entry in
      guard entry.tool == tool, case .told(let telling) = entry.happening, telling.name == event else { return nil }
      return telling
    }
  }
}
