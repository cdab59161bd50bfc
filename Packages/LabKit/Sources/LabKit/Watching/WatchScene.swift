public import SocketKit

/// What a run looks like at one moment: sockets, the wire, descriptors.
public struct WatchScene: Sendable {
  /// A connection of a host, of its kernel or of a stack in user space.
  public struct Socket: Hashable, Sendable {
    /// Our end.
    public var local: SocketAddress
    /// The peer's; port 0 for a listener.
    public var remote: SocketAddress
    /// Where it stands.
    public var state: TCPSocketState
    /// Since when, nanoseconds of the monotonic clock.
    public var since: Int64
  }

  /// What passed the wire.
  public struct Passage: Hashable, Sendable {
    /// When, nanoseconds of the monotonic clock.
    public var time: Int64
    /// Whether it came from the first host.
    public var isFromFirst: Bool
    /// What it says.
    public var text: String
    /// Whether a reader should not overlook it.
    public var isRemarkable: Bool
  }

  /// A tool, and what it holds open.
  public struct Holder: Hashable, Sendable {
    /// Its name.
    public var tool: String
    /// Its number.
    public var process: Int
    /// What its descriptors refer to, by number.
    public var descriptors: [Int: String] = [:]
  }

  /// The experiment's name.
  public var title: String
  /// What a person wants to know.
  public var question: String
  /// When it began, nanoseconds of the monotonic clock.
  public var began: Int64
  /// The two hosts, each with its sockets in the order in which they appeared.
  public var hosts: [(name: String, sockets: [Socket])]
  /// The last that passed, oldest first; at most `passagesMax`.
  public var passages: [Passage] = []
  /// Tools that hold a descriptor, in the order in which they were started.
  public var holders: [Holder] = []

  /// What a screen of any size can show.
  static let passagesMax = 200
  /// More sockets and descriptors are counted by others; a screen shows some dozens.
  static let heldMax = 10_000
}

extension WatchScene {
  /// Takes what was seen next.
  mutating func take(_ event: TimelineEvent) {
    switch event.happening {
    case .transition(let change): take(change, event)
    case .descriptor(let change): take(change, event)
    case .call, .packet, .told: break
    }
  }

  mutating func take(_ passage: Passage) {
    if passages.count >= Self.passagesMax { passages.removeFirst() }
    passages.append(passage)
  }

  private mutating func take(_ change: StateChange, _ event: TimelineEvent) {
    guard let host = hosts.firstIndex(where: { $0.name == event.host }) else { return }
    let place = hosts[host].sockets.firstIndex { $0.local == change.local && $0.remote == change.remote }
    switch (change.to, place) {
    case (let state?, let place?):
      hosts[host].sockets[place].state = state
      hosts[host].sockets[place].since = event.monotonicNanoseconds
    case (let state?, nil):
      guard hosts[host].sockets.count < Self.heldMax else { return }
      hosts[host].sockets.append(
        Socket(local: change.local, remote: change.remote, state: state, since: event.monotonicNanoseconds))
    case (nil, let place?): hosts[host].sockets.remove(at: place)
    case (nil, nil): break
    }
  }

  private mutating func take(_ change: DescriptorChange, _ event: TimelineEvent) {
    var place = holders.firstIndex { $0.process == change.process }
    if place == nil {
      holders.append(Holder(tool: event.tool, process: change.process))
      place = holders.count - 1
    }
    guard let place, holders[place].descriptors.count < Self.heldMax || !change.isOpen else { return }
    holders[place].descriptors[change.number] = change.isOpen ? change.target : nil
    if holders[place].descriptors.isEmpty { holders.remove(at: place) }
  }
}
