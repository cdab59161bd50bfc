import PacketCodec

/// What the stack knows of one address on its link.
struct Neighbor: Sendable {
  /// How much.
  enum State: Sendable {
    /// Nothing yet; datagrams wait.
    case sought(NeighborQuestion, PendingDatagrams)
    /// Its hardware address, heard from itself.
    case known(MACAddress)
    /// A hardware address that grew old while in use: datagrams still go there, and the neighbour is asked whether it
    /// is so.
    case doubted(MACAddress, NeighborQuestion)
  }

  var state: State
  /// When it last said its hardware address.
  var confirmed: Instant
  /// When a datagram last went there; nil for one that spoke to us first and was never spoken to.
  var used: Instant?
  /// When it was last asked.
  var asked: Instant?

  /// How long a hardware address is believed without a word from the neighbour.
  static let lifetime = Interval.seconds(60)
  /// How long an entry stays that nothing is sent to.
  static let retention = Interval.seconds(600)

  /// Its hardware address, old or not.
  var hardware: MACAddress? {
    switch state {
    case .sought: nil
    case .known(let hardware), .doubted(let hardware, _): hardware
    }
  }

  /// A datagram goes there.
  ///
  /// - Returns: its hardware address; nil when there is none yet. When `end` has passed it has to be asked for again.
  mutating func use(now: Instant) -> (hardware: MACAddress, end: Instant)? {
    switch state {
    case .sought: return nil
    case .known(let hardware):
      used = now
      return (hardware, confirmed + Self.lifetime)
    case .doubted(let hardware, _):
      used = now
      return (hardware, now)
    }
  }

  /// The question that is open.
  var question: NeighborQuestion? {
    switch state {
    case .sought(let question, _), .doubted(_, let question): question
    case .known: nil
    }
  }

  /// When something happens to it by itself.
  var deadline: Instant { question?.next ?? max(used ?? confirmed, confirmed) + Self.retention }

  /// Whether it is the one to forget: never used, or used longer ago.
  func isOlder(than other: Neighbor) -> Bool {
    switch (used, other.used) {
    case (let mine?, let others?): mine < others
    case (nil, nil): confirmed < other.confirmed
    case (let mine, _): mine == nil
    }
  }
}
