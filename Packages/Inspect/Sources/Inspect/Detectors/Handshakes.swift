import PacketCodec

/// How many handshakes each service has not ended, of those begun lately.
struct Handshakes: Sendable {
  private struct Service: Sendable {
    var begun = SlidingCount()
    var source: IPv4Address
    var hasManySources = false
  }

  private var services: AgedTable<Endpoint, Service>
  /// Services that were forgotten for want of room.
  private(set) var evicted = 0

  init(capacity: Int) { services = AgedTable(capacity: capacity) }

  /// A handshake begins.
  ///
  /// - Returns: how many there are now, and from whom.
  mutating func begin(_ tuple: FiveTuple, _ threshold: Threshold, now: Int64) -> (count: Int, source: Party) {
    let source = tuple.source.address
    let (place, hasEvicted) = services.entry(tuple.destination, now: now) { Service(source: source) }
    if hasEvicted { evicted += 1 }
    let count = services[place].begun.add(now: now, window: threshold.windowNanoseconds)
    if count <= 1 {
      services[place].source = source
      services[place].hasManySources = false
    } else if services[place].source != source {
      services[place].hasManySources = true
    }
    return (count, services[place].hasManySources ? .many : .host(source))
  }

  /// A handshake that began at `moment` has ended, one way or the other.
  mutating func end(_ service: Endpoint, begun moment: Int64, _ threshold: Threshold) {
    guard let place = services.place(of: service) else { return }
    services[place].begun.takeBack(from: moment, window: threshold.windowNanoseconds)
  }
}
