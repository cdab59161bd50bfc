/// A question for a neighbour's hardware address, from the first request to the answer or the last wait.
///
/// Source: RFC 1122 §2.3.2.1.
struct NeighborQuestion: Sendable {
  /// Three, as a host on the same link that misses three in a row is not there.
  static let requestLimit = 3
  /// No destination is asked more often than once a second.
  static let spacing = Interval.seconds(1)

  /// When it was begun.
  let start: Instant
  /// Requests sent, 0 ... `requestLimit`.
  var sent = 0
  /// When the next request is due, or, after the last, when the neighbour is given up.
  var next: Instant
  /// True when the application asked, and wants to hear the outcome.
  var isReported = false

  /// A question whose first request is due as soon as the spacing from `lastRequest` allows.
  init(now: Instant, lastRequest: Instant?) {
    start = now
    next = lastRequest.map { max(now, $0 + Self.spacing) } ?? now
  }
}
