/// CUBIC: growth by the time since the last loss, fast at first, slow around the window where the loss was, then fast.
///
/// Source: RFC 9438 §4.
struct Cubic: Hashable {
  /// C, segments a cubed second (RFC 9438 §5).
  static let scale = 0.4
  /// β, what is left after a loss (RFC 9438 §4.6).
  static let left = 0.7
  /// α for the Reno-friendly window: 3·(1 − β)/(1 + β) (RFC 9438 §4.3).
  static let friendlyIncrease = 3 * (1 - Self.left) / (1 + Self.left)
  /// The least growth that is told from none, segments a window: the curve may be flatter on its plateau, and the
  /// octets to be acknowledged for the next segment are a number all the same.
  static let flattest = 0.01

  /// W_max, segments: the window just before the last reduction, less when windows shrink (fast convergence).
  private var plateau = 0.0
  /// cwnd_prior, segments: the window just before the last reduction.
  private var prior = 0.0
  private var epoch: Epoch?

  /// What is fixed when a stage of congestion avoidance begins.
  private struct Epoch: Hashable {
    var start: Instant
    /// K: seconds from `start` to the plateau.
    var secondsToPlateau: Double
    /// W_est, segments.
    var friendly: Double
    /// When something was acknowledged last.
    var latest: Instant
  }

  /// No loss yet.
  init() {}

  /// A loss at this window.
  ///
  /// - Returns: octets of the new threshold.
  mutating func reduced(window: Int, segment: Int) -> Int {
    let segments = Double(window) / Double(segment)
    // Fast convergence: a window that shrinks leaves room for newcomers (RFC 9438 §4.7).
    plateau = segments < plateau ? segments * (1 + Self.left) / 2 : segments
    prior = segments
    epoch = nil
    return Int(segments * Self.left * Double(segment))
  }

  /// How many octets must be acknowledged for the window to grow by one segment.
  ///
  /// Source: RFC 9438 §4.2 ... §4.5.
  mutating func octetsForNextSegment(
    window: Int, segment: Int, acknowledged: Int, smoothed: Interval, now: Instant
  ) -> Int {
    let current = Double(window) / Double(segment)
    var epoch = self.epoch ?? begin(at: now, window: current)
    let elapsed = Self.seconds(now - epoch.start)
    // W_est grows as Reno would; once it is where the last loss was, with Reno's own step.
    let step = epoch.friendly >= prior ? 1 : Self.friendlyIncrease
    epoch.friendly += step * Double(acknowledged) / Double(window)
    epoch.latest = now
    self.epoch = epoch
    let soon = elapsed + Self.seconds(smoothed) - epoch.secondsToPlateau
    let target = min(max(plateau + Self.scale * soon * soon * soon, current), current * 1.5)
    let now = elapsed - epoch.secondsToPlateau
    let goal = plateau + Self.scale * now * now * now < epoch.friendly ? epoch.friendly : target
    return max(segment, Int(Double(window) / max(goal - current, Self.flattest)))
  }

  private mutating func begin(at now: Instant, window: Double) -> Epoch {
    if plateau < window { plateau = window }
    return Epoch(
      start: now, secondsToPlateau: Self.cubeRoot((plateau - window) / Self.scale), friendly: window, latest: now)
  }

  /// Something was acknowledged, but the window was not in use: the time since the last does not count.
  ///
  /// Source: RFC 9438 §5.8.
  mutating func rest(now: Instant) {
    guard var epoch else { return }
    epoch.start = epoch.start + (now - epoch.latest)
    epoch.latest = now
    self.epoch = epoch
  }

  /// Slow start begins, and after it another stage of congestion avoidance.
  mutating func endStage() { epoch = nil }

  private static func seconds(_ interval: Interval) -> Double { Double(interval.nanoseconds) / 1_000_000_000 }

  /// The cube root by Newton's steps: this package has no C library to ask.
  ///
  /// - Parameter value: 0 or more.
  static func cubeRoot(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    // A third of the exponent is a good first guess: within a factor of two.
    var root = Double(sign: .plus, exponent: value.exponent / 3, significand: 1)
    for _ in 0 ..< 6 { root = (2 * root + value / (root * root)) / 3 }
    return root
  }
}
