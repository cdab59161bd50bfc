import PacketCodec

/// The longest datagrams that routers said they can pass on, for each destination.
///
/// Source: RFC 1191 §3, §5, §6.3, §7.1.
struct PathMTU: Sendable {
  /// Ten minutes after the last report the path may have grown.
  static let lifetime = Interval.seconds(600)
  /// What every path of today carries. A report of less is a forgery that wants many tiny segments, or a link that a
  /// sender serves better by letting it fragment: DF is cleared then.
  static let minimum = 552
  /// Destinations remembered; the one with the least time left makes place.
  static let limit = 256
  /// MTUs of common links, for routers that report none.
  static let plateaus = [32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 508]

  private let link: Int
  private var estimates: [IPv4Address: (estimate: PathEstimate, until: Instant)] = [:]

  init(link: Int) { self.link = link }

  /// Destinations remembered, those grown old among them.
  var count: Int { estimates.count }

  /// What is known of the path to `destination`: the link's MTU until a router said less.
  func estimate(to destination: IPv4Address, now: Instant) -> PathEstimate {
    guard let known = estimates[destination], known.until > now else {
      return PathEstimate(mtu: link, mayFragment: false)
    }
    return known.estimate
  }

  /// Takes a router's word that a datagram of ours was too long. Whether it was ours, the caller has asked its transport.
  ///
  /// - Returns: what is now known, or nil when the report changes nothing: it says no less than what is known.
  mutating func receive(nextHopMTU: UInt16, about header: IPv4Header, now: Instant) -> PathEstimate? {
    let failed = Int(header.totalCount)
    let reported = nextHopMTU != 0 ? Int(nextHopMTU) : Self.plateaus.first { $0 < failed } ?? 0
    // A router does not refuse what it can pass.
    guard reported < failed, reported < estimate(to: header.destination, now: now).mtu else { return nil }
    let floor = min(Self.minimum, link)
    let estimate = PathEstimate(mtu: max(reported, floor), mayFragment: reported < floor)
    if estimates.count >= Self.limit, estimates[header.destination] == nil,
      let oldest = estimates.min(by: { ($0.value.until, $0.key.rawValue) < ($1.value.until, $1.key.rawValue) })
    {
      estimates[oldest.key] = nil
    }
    estimates[header.destination] = (estimate, now + Self.lifetime)
    return estimate
  }
}
