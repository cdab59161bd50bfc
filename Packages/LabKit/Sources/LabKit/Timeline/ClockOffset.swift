/// How far the wall clock stands before the monotonic one. A capture knows only the wall clock; this lays its frames
/// among events that carry both.
public struct ClockOffset: Hashable, Sendable {
  /// CLOCK_REALTIME less CLOCK_MONOTONIC, nanoseconds.
  public var nanoseconds: Int64

  /// An offset that is known.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The middle one of what the events say, so that a clock that was set meanwhile, or one odd reading, does not move
  /// all packets; 0 when there are none, and then the wall clock serves as both.
  public init(of events: [TimelineEvent]) {
    let offsets = events.map { $0.realtimeNanoseconds &- $0.monotonicNanoseconds }.sorted()
    nanoseconds = offsets.isEmpty ? 0 : offsets[offsets.count / 2]
  }
}
