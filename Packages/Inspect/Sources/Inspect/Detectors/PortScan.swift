import PacketCodec

/// What each source asked for and did not get, lately.
struct PortScan: Sendable {
  private struct Target: Sendable {
    var endpoint: Endpoint
    var moment: Int64
  }

  /// Targets are remembered up to so many thresholds, so that one who goes over hosts and ports crosswise is found too.
  private static let thresholds = 4

  private var sources: AgedTable<IPv4Address, [Target]>
  /// Sources that were forgotten for want of room.
  private(set) var evicted = 0

  init(capacity: Int) { sources = AgedTable(capacity: capacity) }

  /// A source asks for a connection with a target, or was told that there is nothing.
  ///
  /// - Returns: what it is found to do, when it did so often enough.
  mutating func ask(_ source: IPv4Address, for target: Endpoint, _ threshold: Threshold, now: Int64) -> AlertDetail? {
    let (place, hasEvicted) = sources.entry(source, now: now) { [] }
    if hasEvicted { evicted += 1 }
    let window = threshold.windowNanoseconds
    sources[place].removeAll { $0.endpoint == target || abs(now - $0.moment) >= window }
    let most = Self.thresholds * threshold.count
    if sources[place].count >= most { sources[place].removeFirst() }
    sources[place].append(Target(endpoint: target, moment: now))
    var ports = 0, hosts = 0
    for other in sources[place] {
      if other.endpoint.address == target.address { ports += 1 }
      if other.endpoint.port == target.port { hosts += 1 }
    }
    if ports >= threshold.count { return .ports(ports, of: target.address) }
    if hosts >= threshold.count, let port = target.port { return .hosts(hosts, port: port) }
    return sources[place].count >= most ? .targets(most) : nil
  }

  /// A source got an answer, so it did not ask in vain.
  mutating func answer(_ source: IPv4Address, from target: Endpoint) {
    guard let place = sources.place(of: source) else { return }
    sources[place].removeAll { $0.endpoint == target }
  }
}
