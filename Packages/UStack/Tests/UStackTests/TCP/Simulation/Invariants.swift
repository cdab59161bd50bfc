import PacketCodec

@testable import UStack

/// What holds for a host's TCP whatever came and whatever was asked of it.
///
/// It is looked at between steps: when what is due was done, and what may leave has left.
struct Invariants {
  /// How far a connection had come at the last look: none of this ever goes back.
  private struct Marks {
    var tuple: FourTuple
    var sendInitial: SequenceNumber
    var unacknowledged: SequenceNumber
    var sent: SequenceNumber
    var received: SequenceNumber
    var windowEnd: SequenceNumber
  }

  private var marks: [Int: Marks] = [:]

  /// Looks at the table and at each of its connections.
  mutating func check(_ tcp: TCP, now: Instant) throws(BrokenInvariant) {
    try Self.checkTable(tcp, now: now)
    for (slot, place) in tcp.slots.enumerated() {
      let endpoint = place.endpoint
      guard place.isTaken else {
        marks[slot] = nil
        continue
      }
      do {
        try check(endpoint, slot, now: now)
      } catch {
        throw BrokenInvariant(description: "\(endpoint.tuple) in \(endpoint.state.name): \(error)")
      }
    }
  }

  private static func checkTable(_ tcp: TCP, now: Instant) throws(BrokenInvariant) {
    if let deadline = tcp.deadline {
      try BrokenInvariant.unless(now < deadline, "the deadline passed \(now - deadline) ago, and nothing was done")
    }
    try BrokenInvariant.unless(tcp.replies.isEmpty, "\(tcp.replies.count) answers never left")
    try BrokenInvariant.unless(tcp.ready.isEmpty, "somebody still wants to send")
    var inUse = 0
    for (slot, place) in tcp.slots.enumerated() where place.isTaken {
      let endpoint = place.endpoint
      inUse += 1
      if endpoint.closeReason == nil {
        try BrokenInvariant.unless(tcp.byTuple[endpoint.tuple] == slot, "\(endpoint.tuple) cannot be found")
      }
      guard let deadline = endpoint.deadline else { continue }
      try BrokenInvariant.unless(
        tcp.deadline.map { $0 <= deadline } ?? false, "the table sleeps beyond the deadline of a connection")
    }
    try BrokenInvariant.unless(inUse == tcp.count, "\(inUse) connections are there, \(tcp.count) are counted")
    try BrokenInvariant.unless(tcp.byTuple.count <= inUse, "names of \(tcp.byTuple.count) connections for \(inUse)")
  }

  private mutating func check(_ endpoint: TCPEndpoint, _ slot: Int, now: Instant) throws(BrokenInvariant) {
    try EndpointInvariants.check(endpoint, now: now)
    guard let flow = endpoint.state.flow else { return }
    let current = Marks(
      tuple: endpoint.tuple, sendInitial: flow.send.initial, unacknowledged: flow.send.unacknowledged,
      sent: flow.send.next, received: flow.receive.next, windowEnd: flow.receive.windowEnd)
    if let last = marks[slot], last.tuple == current.tuple, last.sendInitial == current.sendInitial {
      try BrokenInvariant.unless(!current.unacknowledged.precedes(last.unacknowledged), "SND.UNA went back")
      try BrokenInvariant.unless(!current.sent.precedes(last.sent), "SND.NXT went back")
      try BrokenInvariant.unless(!current.received.precedes(last.received), "RCV.NXT went back")
      try BrokenInvariant.unless(!current.windowEnd.precedes(last.windowEnd), "the right edge of the window moved left")
    }
    marks[slot] = current
  }
}
