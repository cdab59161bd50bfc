internal import Glibc

/// What one `epoll_create` made: who is watched, for what, and what was told already.
struct EventPoll {
  /// One socket that is watched.
  struct Watch {
    /// What is asked for, and how.
    var events: UInt32
    /// What comes back with an event.
    var data: UInt64
    /// What happened since it was told last; edges only.
    var isRoused = true
    /// True once a one-shot event was told.
    var isDisarmed = false
  }

  /// Ways of asking, by their numbers on Linux.
  enum Manner {
    static let oneShot: UInt32 = 1 << 30
    static let edge: UInt32 = 1 << 31
    /// All that are no events.
    static let all: UInt32 = 0xF << 28
  }

  /// Sockets in the order they were added.
  private(set) var order: [Int32] = []
  private(set) var watches: [Int32: Watch] = [:]

  /// EPOLL_CTL_ADD (1), EPOLL_CTL_DEL (2), EPOLL_CTL_MOD (3).
  ///
  /// - Returns: an errno, or 0.
  mutating func control(_ operation: Int32, _ number: Int32, events: UInt32, data: UInt64) -> Int32 {
    switch operation {
    case 1:
      guard watches[number] == nil else { return EEXIST }
      order.append(number)
      watches[number] = Watch(events: events, data: data)
    case 2:
      guard watches.removeValue(forKey: number) != nil else { return ENOENT }
      order.removeAll { $0 == number }
    case 3:
      guard watches[number] != nil else { return ENOENT }
      watches[number] = Watch(events: events, data: data)
    default: return EINVAL
    }
    return 0
  }

  /// Something happened at a socket.
  mutating func rouse(_ number: Int32) { watches[number]?.isRoused = true }

  /// Who is ready, the one that waits longest first.
  ///
  /// - Parameter readiness: what poll would say of a socket.
  mutating func ready(_ most: Int, _ readiness: (Int32) -> UInt32) -> [(events: UInt32, data: UInt64)] {
    var found: [(events: UInt32, data: UInt64)] = []
    for number in order where found.count < most {
      guard var watch = watches[number], !watch.isDisarmed, watch.isRoused || watch.events & Manner.edge == 0 else {
        continue
      }
      let events = readiness(number) & (watch.events & ~Manner.all | UInt32(POLLERR | POLLHUP))
      watch.isRoused = false
      if events != 0 { watch.isDisarmed = watch.events & Manner.oneShot != 0 }
      watches[number] = watch
      if events != 0 { found.append((events, watch.data)) }
    }
    return found
  }
}
