/// How much may be on the network, and how that grows and shrinks.
///
/// Octets throughout; growth counts acknowledged octets (RFC 3465), so acknowledging seldom does not slow it down.
///
/// Source: RFC 5681 §3.1; RFC 6928 §2 for the first window.
struct CongestionWindow: Hashable {
  /// Segments of the initial window (RFC 6928).
  static let initialSegments = 10
  /// The largest window: half the sequence space could not be told apart (RFC 7323 §2.3).
  static let largest = 1 << 30

  /// cwnd: octets that may be unacknowledged.
  private(set) var octets: Int
  /// ssthresh: below it slow start, above it congestion avoidance.
  private(set) var threshold = Self.largest
  private var algorithm: Algorithm
  private var avoidance = 0

  /// The law of growth above the threshold and of the decrease.
  enum Algorithm: Hashable {
    case reno
    case cubic(Cubic)
  }

  /// The first window.
  ///
  /// - Parameters:
  ///   - segment: SMSS, octets.
  ///   - lostSYN: the SYN had to be sent again: begin with one segment (RFC 5681 §3.1).
  init(_ name: ConnectionOptions.CongestionAlgorithm, segment: Int, lostSYN: Bool = false) {
    algorithm = name == .reno ? .reno : .cubic(Cubic())
    octets = lostSYN ? segment : Self.initial(segment: segment)
  }

  /// IW = min(10·MSS, max(2·MSS, 14600)).
  ///
  /// Source: RFC 6928 §2.
  static func initial(segment: Int) -> Int { min(initialSegments * segment, max(2 * segment, 14_600)) }

  /// True while the window doubles each round trip.
  var isSlowStart: Bool { octets < threshold }

  /// So many octets were acknowledged while the window was in full use.
  mutating func grow(by acknowledged: Int, segment: Int, smoothed: Interval, now: Instant) {
    var acknowledged = acknowledged
    if isSlowStart {
      let step = min(acknowledged, threshold - octets)
      octets += step
      acknowledged -= step
      guard acknowledged > 0 else { return }
    }
    let round: Int
    switch algorithm {
    case .reno: round = octets
    case .cubic(var cubic):
      round = cubic.octetsForNextSegment(
        window: octets, segment: segment, acknowledged: acknowledged, smoothed: smoothed, now: now)
      algorithm = .cubic(cubic)
    }
    // What was gathered on a plateau is not spent at once behind it.
    if avoidance >= round {
      avoidance = 0
      octets += segment
    }
    avoidance += acknowledged
    while avoidance >= round {
      avoidance -= round
      octets += segment
    }
    octets = min(octets, Self.largest)
  }

  /// Something was acknowledged while the window was not in full use: it stays, and so does the time it grows by.
  ///
  /// Source: RFC 9438 §5.8.
  mutating func rest(now: Instant) {
    guard case .cubic(var cubic) = algorithm else { return }
    cubic.rest(now: now)
    algorithm = .cubic(cubic)
  }

  /// A loss: the threshold becomes what the path bore, less a part.
  ///
  /// - Parameter inFlight: octets presumed on the network.
  mutating func reduceThreshold(inFlight: Int, segment: Int, now: Instant) {
    switch algorithm {
    case .reno: threshold = max(inFlight / 2, 2 * segment)
    case .cubic(var cubic):
      threshold = max(cubic.reduced(window: octets, segment: segment), 2 * segment)
      algorithm = .cubic(cubic)
    }
    avoidance = 0
  }

  /// The window recovery wants now, and never less than a segment.
  mutating func set(_ octets: Int, segment: Int) { self.octets = min(max(octets, segment), Self.largest) }

  /// What was sent before was too much too long ago to be trusted: after an idle time, begin as at first.
  ///
  /// Source: RFC 5681 §4.1.
  mutating func restart(segment: Int) {
    octets = min(octets, Self.initial(segment: segment))
    guard case .cubic(var cubic) = algorithm else { return }
    cubic.endStage()
    algorithm = .cubic(cubic)
  }

  /// The reduction was a mistake: all is as it was before.
  mutating func undo(to earlier: CongestionWindow) {
    let grown = octets
    self = earlier
    octets = max(grown, earlier.octets)
  }
}
