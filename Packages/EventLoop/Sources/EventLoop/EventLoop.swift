public import SocketKit

/// A poller and a timer wheel on one clock: what a program turns round and round.
///
/// It calls nobody. The owner asks what is ready and decides by token, so an event costs no closure and no reference
/// count:
///
///     while serving {
///       for index in 0 ..< (try loop.wait()) {
///         let readiness = loop.poller.event(at: index)
///         …
///       }
///       while let payload = loop.expire() { … }
///     }
public struct EventLoop: ~Copyable {
  /// What is watched.
  public private(set) var poller: Poller
  /// Deadlines on CLOCK_MONOTONIC: `loop.timers.schedule(at: loop.now + …, token.rawValue)`.
  public var timers: TimerWheel
  /// When the last wait returned, nanoseconds. All events of one turn happen at this moment.
  public private(set) var now: Int64
  /// How many waits have returned.
  public private(set) var turn = 0
  private let spinNanoseconds: Int64
  /// Whether the last wait brought an event: where there is traffic, more may follow at once.
  private var hasTraffic = true

  /// A loop that watches nothing yet.
  ///
  /// - Parameters:
  ///   - capacity: the most events a turn, 1 ...
  ///   - spin: how long `wait` only looks after an event, before it sleeps. A sleeper is woken some 50 µs late; spinning
  ///     that long costs a CPU while there is traffic, and avoids it. Zero and less never spin.
  public init(capacity: Int = 512, spin: Duration = .zero) throws(Errno) {
    poller = try Poller(capacity: capacity)
    now = Timestamp.monotonicNow
    timers = TimerWheel(now: now)
    spinNanoseconds = spin.wholeNanoseconds
  }

  /// Begins a turn: waits for readiness or for the first timer.
  ///
  /// - Parameters:
  ///   - moment: CLOCK_MONOTONIC in nanoseconds: it does not wait longer, to the nanosecond where a timer is due to the
  ///     millisecond; nil for no such moment.
  ///   - maySpin: false to sleep at once this time, where what comes is better taken many at a time.
  /// - Returns: how many events `poller.event(at:)` has; 0 when only timers may be due, or the moment has come.
  public mutating func wait(until moment: Int64? = nil, maySpin: Bool = true) throws(Errno) -> Int {
    var count = 0
    var deadline = timers.nextDeadline
    if let moment { deadline = min(moment, deadline ?? moment) }
    if maySpin, spinNanoseconds > 0, hasTraffic {
      let end = Timestamp.monotonicNow.addingClamped(spinNanoseconds)
      repeat {
        count = try poller.look()
      } while count == 0 && Timestamp.monotonicNow < min(end, deadline ?? end)
    }
    if count == 0 { count = try poller.wait(until: deadline) }
    now = Timestamp.monotonicNow
    hasTraffic = count > 0
    turn &+= 1
    return count
  }

  /// A timer that is due; call it until it returns nil.
  ///
  /// - Returns: its payload.
  public mutating func expire() -> UInt64? { timers.expire(now: now) }
}
