internal import SocketKit

/// Where in a timeline the lines of each conversation's margins are, found once for all ladders: a scan has thousands.
struct LadderMargins {
  /// The calls a reader of a connection does not look for; they stay in the timeline.
  static let unremarkableCalls: Set<String> = [
    "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait2", "fcntl", "getpeername", "getsockname", "getsockopt",
    "ioctl", "setsockopt",
  ]

  /// Two ends, ours first.
  private struct Ends: Hashable {
    var local: SocketAddress
    var remote: SocketAddress
  }

  /// A listener's calls: those that gave a connection by its peer, as the call names it, and the others.
  private struct Listener {
    var host: String?
    var others: [Int] = []
    var accepts: [String: [Int]] = [:]
  }

  private let timeline: Timeline
  private var ours: [Ends: [Int]] = [:]
  private var byPeer: [SocketAddress: [Int]] = [:]
  private var listeners: [UInt16: [Listener]] = [:]
  private var changes: [Ends: [Int]] = [:]
  private var listenerChanges: [UInt16: [Int]] = [:]

  init(of timeline: Timeline) {
    self.timeline = timeline
    for (place, life) in timeline.lives.enumerated() { note(life, at: place) }
    for (index, event) in timeline.events.enumerated() {
      guard case .transition(let change) = event.happening else { continue }
      changes[Ends(local: change.local, remote: change.remote), default: []].append(index)
      guard change.to == .listen || change.from == .listen else { continue }
      listenerChanges[change.local.port, default: []].append(index)
    }
  }

  private mutating func note(_ life: SocketLife, at place: Int) {
    if let remote = life.remote {
      if let local = life.local { ours[Ends(local: local, remote: remote), default: []].append(place) }
      byPeer[remote, default: []].append(place)
    } else if let local = life.local {
      var listener = Listener(host: life.host)
      for index in life.events {
        guard let call = remarkableCall(index) else { continue }
        if SocketLife.accepts.contains(call.name) {
          if call.error == nil { listener.accepts[call.arguments, default: []].append(index) }
        } else {
          listener.others.append(index)
        }
      }
      listeners[local.port, default: []].append(listener)
    }
  }

  /// What one side's margin shows: of each socket its host and its calls, and the changes of state.
  struct Margin {
    var calls: [(host: String?, events: [Int])]
    var changes: [Int]
  }

  /// The margin of who asked for the connection.
  func client(of conversation: Conversation) -> Margin {
    let ends = Ends(local: conversation.client, remote: conversation.server)
    return Margin(calls: calls(at: ours[ends, default: []], of: conversation), changes: changes[ends, default: []])
  }

  /// The margin of who was asked, its listener's part in it too.
  func server(of conversation: Conversation) -> Margin {
    let port = conversation.server.port
    let places = byPeer[conversation.client, default: []].filter { place in
      timeline.lives[place].local.map { $0.port == port } ?? true
    }
    let accepts = listeners[port, default: []].map {
      ($0.host, $0.others + $0.accepts["\(conversation.client)", default: []])
    }
    let own = changes[Ends(local: conversation.server, remote: conversation.client), default: []]
    return Margin(
      calls: calls(at: places, of: conversation) + accepts,
      changes: Set(own + listenerChanges[port, default: []]).sorted())
  }

  private func calls(at places: [Int], of conversation: Conversation) -> [(host: String?, events: [Int])] {
    let client = "\(conversation.client)"
    return places.map { place in
      let life = timeline.lives[place]
      return (life.host, life.events.filter { remarkableCall($0).map { Self.isOf(client, $0) } ?? false })
    }
  }

  private func remarkableCall(_ index: Int) -> CallMade? {
    guard case .call(let call) = timeline.events[index].happening, !Self.unremarkableCalls.contains(call.name) else {
      return nil
    }
    return call
  }

  /// Of accepts, only that which gave this connection.
  private static func isOf(_ client: String, _ call: CallMade) -> Bool {
    guard SocketLife.accepts.contains(call.name) else { return true }
    return call.error == nil && call.arguments == client
  }
}
