internal import Glibc

extension SystemCall {
  /// Lets the calling thread wait, and nobody else. A signal in between does not shorten it.
  ///
  /// - Parameter deadline: CLOCK_MONOTONIC in nanoseconds; one that has passed returns at once.
  public static func sleep(until deadline: Int64) {
    let moment = max(0, deadline)
    var time = timespec(tv_sec: Int(moment / 1_000_000_000), tv_nsec: Int(moment % 1_000_000_000))
    _ = try? run("clock_nanosleep", "until \(deadline)") {
      // It returns the error instead of leaving it.
      errno = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil)
      return errno == 0 ? 0 : -1
    }
  }
}
