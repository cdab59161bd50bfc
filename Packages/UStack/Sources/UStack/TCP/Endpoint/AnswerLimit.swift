/// How often a segment that does not belong where it came is answered, so that two confused hosts do not answer each other
/// for ever, and a forger learns little and uses us little.
///
/// It is kept for each connection: a limit common to all can be used to tell who talks with whom (CVE-2016-5696).
///
/// Source: RFC 5961 §7.
struct AnswerLimit: Hashable {
  /// Between two answers.
  static let interval = Interval.milliseconds(500)
  private var last: Instant?

  /// - Returns: true when an answer may go out now, which then counts.
  mutating func admits(now: Instant) -> Bool {
    if let last, now - last < Self.interval { return false }
    last = now
    return true
  }
}
