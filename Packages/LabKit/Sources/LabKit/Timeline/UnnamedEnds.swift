internal import PacketCodec
internal import SocketKit

/// Finds our end of descriptors that were connected to a place, and whose calls never said from where.
///
/// Where one such descriptor and one connection lead to a place, they belong together. Where there are more, a connection
/// is the descriptor's when its SYN is the only one that passed between this connect and the next to the same place.
/// Otherwise nobody can tell, and the end stays without a name: among forged SYNs a guess would put a program's calls
/// beside somebody else's segments.
enum UnnamedEnds {
  /// The lives with our end where it can be told.
  static func found(_ lives: [SocketLife], in events: [TimelineEvent]) -> [SocketLife] {
    let unnamed = lives.indices.filter { isUnnamed(lives[$0], events) }
    guard !unnamed.isEmpty else { return lives }
    let taken = Set(lives.compactMap(Ends.init))
    let free = ConversationTable(events).conversations.filter { !taken.contains(Ends($0)) }
    let byServer = Dictionary(grouping: free, by: \.server)
    var lives = lives
    for (remote, places) in Dictionary(grouping: unnamed, by: { lives[$0].remote }) {
      guard let remote, let there = byServer[remote] else { continue }
      if places.count == 1, there.count == 1 {
        lives[places[0]].local = there[0].client
      } else {
        pair(places, with: there, &lives, events)
      }
    }
    return lives
  }

  /// One that an accept made has its peer from there, and is no connect's.
  private static func isUnnamed(_ life: SocketLife, _ events: [TimelineEvent]) -> Bool {
    guard life.local == nil, life.remote != nil else { return false }
    guard let first = life.events.first, case .call(let call) = events[first].happening else { return true }
    return !SocketLife.accepts.contains(call.name)
  }

  private static func pair(
    _ places: [Int], with conversations: [Conversation], _ lives: inout [SocketLife], _ events: [TimelineEvent]
  ) {
    let connects = places.compactMap { place in
      connect(lives[place], events).map { (place: place, moment: $0) }
    }.sorted { $0.moment < $1.moment }
    // Both in the order of time, so that a flood costs one walk.
    var rest = conversations.filter(\.isOpenedBySYN)[...]
    for (index, connect) in connects.enumerated() {
      let next = index + 1 < connects.count ? connects[index + 1].moment : .max
      rest = rest.drop { $0.began < connect.moment }
      let between = rest.prefix { $0.began < next }
      if between.count == 1 { lives[connect.place].local = between.first?.client }
      rest = rest.dropFirst(between.count)
    }
  }

  /// When a life's first connect was entered.
  private static func connect(_ life: SocketLife, _ events: [TimelineEvent]) -> Int64? {
    let place = life.events.first { index in
      if case .call(let call) = events[index].happening { call.name == "connect" } else { false }
    }
    return place.map { events[$0].monotonicNanoseconds }
  }
}

/// Two ends, ours first.
private struct Ends: Hashable {
  var local: SocketAddress
  var remote: SocketAddress

  init(_ conversation: Conversation) { (local, remote) = (conversation.client, conversation.server) }

  init?(_ life: SocketLife) {
    guard let local = life.local, let remote = life.remote else { return nil }
    (self.local, self.remote) = (local, remote)
  }
}

extension Conversation {
  fileprivate var began: Int64 { steps.first?.monotonicNanoseconds ?? .max }

  fileprivate var isOpenedBySYN: Bool {
    steps.first.map { $0.direction == .toServer && $0.segment.header.control == .synchronize } ?? false
  }
}
