/// Lets so many pass at once and so many a second after that.
///
/// It keeps one moment, at which the bucket would be full again: the bucket is short by the tokens that drip in until
/// then.
struct TokenBucket: Sendable {
  private let spacing: Interval
  private let tolerance: Interval
  private var full: Instant?

  /// - Precondition: both are 1 or more.
  init(perSecond rate: Int, burst: Int) {
    precondition(rate > 0 && burst > 0, "a bucket that lets nothing pass")
    spacing = .seconds(1) / rate
    tolerance = spacing * (burst - 1)
  }

  /// Takes a token.
  ///
  /// - Returns: false when none is there.
  mutating func take(now: Instant) -> Bool {
    let start = max(full ?? now, now)
    guard start - now <= tolerance else { return false }
    full = start + spacing
    return true
  }
}
