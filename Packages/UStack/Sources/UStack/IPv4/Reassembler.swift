import PacketCodec

/// Datagrams that came in fragments, until they are whole.
///
/// Source: RFC 791 §3.2; RFC 1122 §3.3.2.
struct Reassembler: Sendable {
  /// From the first fragment that came, whatever comes later: the shortest time RFC 1122 allows.
  static let patience = Interval.seconds(60)
  /// Datagrams at once; each takes 64 KiB at most, so all 4 MiB.
  static let limit = 64

  private var partials: [FragmentKey: PartialDatagram] = [:]
  /// When `expire(now:)` has work; never later than that.
  private(set) var deadline: Instant?
  /// Datagrams begun so far.
  private var begun = 0
  /// Datagrams that made place for a newer one.
  private(set) var evicted = 0

  /// Datagrams not yet whole, the refused ones among them.
  var count: Int { partials.count }

  /// Takes a fragment.
  ///
  /// - Returns: the datagram it completes, or nothing yet, or that it was refused.
  mutating func insert(_ header: IPv4Header, _ payload: RawSpan, now: Instant) -> ReassemblyOutcome {
    let key = FragmentKey(header)
    // Taken out while it grows, or its octets would be copied.
    var partial = partials.removeValue(forKey: key) ?? begin(now: now)
    let isAccepted = partial.insert(header, payload)
    if let whole = partial.whole { return .whole(whole) }
    partials[key] = partial
    return isAccepted ? .incomplete : .refused
  }

  /// Gives up what waited too long.
  mutating func expire(now: Instant) -> [ReassemblyFailure] {
    guard let deadline, deadline <= now else { return [] }
    let late = partials.filter { $0.value.deadline <= now }.sorted { $0.value.order < $1.value.order }
    for (key, _) in late { partials[key] = nil }
    self.deadline = partials.values.map(\.deadline).min()
    return late.map { ReassemblyFailure($0.value) }
  }

  private mutating func begin(now: Instant) -> PartialDatagram {
    if partials.count >= Self.limit, let oldest = partials.min(by: { $0.value.order < $1.value.order }) {
      partials[oldest.key] = nil
      evicted += 1
    }
    begun += 1
    let partial = PartialDatagram(order: begun, deadline: now + Self.patience)
    deadline = min(deadline ?? partial.deadline, partial.deadline)
    return partial
  }
}
