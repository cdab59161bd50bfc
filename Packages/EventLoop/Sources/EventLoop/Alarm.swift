internal import CEpoll
internal import Glibc
public import SocketKit

/// One moment as readiness: timerfd_create(2). For a loop whose every turn should cost less than a wait with an end does,
/// and for who has no loop of its own.
public struct Alarm: ~Copyable, Sendable {
  /// Readable from the moment on, to the next `set`.
  public let descriptor: FileDescriptor

  /// One that is not set.
  public init() throws(Errno) {
    let flags = CInt(TFD_CLOEXEC) | CInt(TFD_NONBLOCK)
    descriptor = FileDescriptor(
      owning: try SystemCall.run("timerfd_create", "CLOCK_MONOTONIC") { timerfd_create(CLOCK_MONOTONIC, flags) })
  }

  /// Sets it anew; what was due before is forgotten.
  ///
  /// - Parameter moment: CLOCK_MONOTONIC in nanoseconds; one that has passed is due at once, nil is never.
  public borrowing func set(at moment: Int64?) throws(Errno) {
    let number = descriptor.rawValue
    // All zero would unset it.
    let nanoseconds = moment.map { max(1, $0) } ?? 0
    var time = itimerspec()
    time.it_value = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    _ = try SystemCall.run("timerfd_settime", on: number, "at \(nanoseconds)") {
      timerfd_settime(number, CInt(TFD_TIMER_ABSTIME), &time, nil)
    }
  }
}
