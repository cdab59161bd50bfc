internal import Glibc

/// One moment, read on both clocks at once.
///
/// The wall clock is for people and for captures, and may be set; the monotonic clock orders events and measures
/// between them. Every event carries both, so that the two can be laid over each other afterwards.
///
/// Source: clock_gettime(2), CLOCK_REALTIME and CLOCK_MONOTONIC.
public struct Timestamp: Hashable, Sendable {
  /// Nanoseconds since 1970-01-01 00:00 UTC.
  public var realtimeNanoseconds: Int64
  /// Nanoseconds since some moment before the machine's start. The same in all network and user namespaces.
  public var monotonicNanoseconds: Int64

  /// A moment known from elsewhere.
  public init(realtimeNanoseconds: Int64, monotonicNanoseconds: Int64) {
    self.realtimeNanoseconds = realtimeNanoseconds
    self.monotonicNanoseconds = monotonicNanoseconds
  }

  /// Now. The two readings are some 20 ns apart.
  public static var now: Timestamp {
    Timestamp(realtimeNanoseconds: read(CLOCK_REALTIME), monotonicNanoseconds: read(CLOCK_MONOTONIC))
  }

  /// Only the monotonic clock, in nanoseconds, for who measures a distance.
  public static var monotonicNow: Int64 { read(CLOCK_MONOTONIC) }

  /// Nanoseconds for which a processor has worked for the thread that asks, in its own code and in the kernel.
  ///
  /// Source: clock_gettime(2), CLOCK_THREAD_CPUTIME_ID.
  public static var ofThisThread: Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
