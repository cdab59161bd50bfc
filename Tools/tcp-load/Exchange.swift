import Histogram

/// What all connections of a worker use in turn.
struct Exchange: ~Copyable {
  /// Where octets land that come back.
  let room = Room(Pattern.longest)
  var tally: Tally
  let pattern: Pattern
  /// Octets of a message.
  let size: Int
  let isVerifying: Bool
  /// Messages of a connection that may be under way.
  let depth: Int
  /// Whether more may be begun.
  var isLoading = false
  /// When operations are due; nil in the closed loop, and before the load begins.
  var schedule: Schedule?

  init(_ settings: Settings, _ pattern: Pattern) {
    tally = Tally(isScheduled: settings.rate != nil)
    self.pattern = pattern
    size = settings.size
    depth = settings.depth
    isVerifying = settings.isVerifying
  }

  /// Counts an operation.
  ///
  /// - Parameters:
  ///   - number: its place in the schedule.
  ///   - start: when it really began.
  mutating func finish(_ number: Int, from start: Int64, at now: Int64) {
    tally.operations &+= 1
    tally.served.record(now &- start)
    if let schedule { tally.intended?.record(now &- schedule.time(of: number)) }
  }
}
