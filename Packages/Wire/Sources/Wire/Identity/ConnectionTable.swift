import PacketCodec

/// The connections that a link carries, as many as there is room for.
struct ConnectionTable: Sendable {
  /// Connections remembered: what a busy laboratory has at once. What is forgotten begins anew when it is seen again.
  static let connectionsMax = 4096

  struct Connection: Sendable {
    var key: ConnectionKey
    /// 1 ..., in the order in which they began.
    var number: Int
    /// Whether it was seen since it was last asked whether it may go.
    var isInUse = true
    var forward = StreamTrack()
    var backward = StreamTrack()

    subscript(direction: LinkDirection) -> StreamTrack {
      get { direction == .forward ? forward : backward }
      set {
        switch direction {
        case .forward: forward = newValue
        case .backward: backward = newValue
        }
      }
    }
  }

  private let limit: Int
  private var index: [ConnectionKey: Int] = [:]
  private var connections: [Connection] = []
  /// The slot that was asked for last: most segments are of the same connection as the one before.
  private var latest = 0
  /// The next one to be asked.
  private var hand = 0
  private var began = 0

  init(limit: Int = connectionsMax) { self.limit = limit }

  var count: Int { connections.count }

  /// Looks up the connection of a segment, and begins one where there is none, or where the segment opens its ends anew.
  ///
  /// - Returns: its slot.
  mutating func slot(of segment: SegmentFields, _ direction: LinkDirection) -> Int {
    guard let slot = known(segment.key) else {
      latest = begin(segment.key)
      return latest
    }
    latest = slot
    connections[slot].isInUse = true
    if opensAnew(segment, connections[slot][direction]) {
      began += 1
      connections[slot] = Connection(key: segment.key, number: began)
    }
    return slot
  }

  private func known(_ key: ConnectionKey) -> Int? {
    if latest < connections.count, connections[latest].key == key { return latest }
    return index[key]
  }

  subscript(slot: Int) -> Connection {
    get { connections[slot] }
    _modify { yield &connections[slot] }
  }

  private func opensAnew(_ segment: SegmentFields, _ track: StreamTrack) -> Bool {
    segment.header.control == .synchronize && segment.header.acknowledgment == nil && track.origin != nil
      && (track.origin != segment.header.sequence.rawValue || !track.beganWithSynchronize)
  }

  private mutating func begin(_ key: ConnectionKey) -> Int {
    began += 1
    let slot = connections.count < limit ? connections.count : freed()
    let connection = Connection(key: key, number: began)
    if slot == connections.count { connections.append(connection) } else { connections[slot] = connection }
    index[key] = slot
    return slot
  }

  /// Forgets one that was not seen for a while, or else the one that was asked first: a flood of new ones must not drive
  /// out those that are at work.
  private mutating func freed() -> Int {
    while connections[hand].isInUse {
      connections[hand].isInUse = false
      hand = (hand + 1) % limit
    }
    let slot = hand
    hand = (hand + 1) % limit
    index[connections[slot].key] = nil
    return slot
  }
}
