import SocketKit
import ToolKit

/// Work that takes a CPU and gives nobody else the thread it runs on.
struct Blocking: Sendable {
  let interval: Duration
  let report: Report

  var nanoseconds: Int64 { interval.wholeNanoseconds }

  /// Computes for the interval. It is a loop and no wait, so that the thread is really busy.
  func run() {
    report.event("blocking", [.decimal("seconds", interval / .seconds(1))])
    let end = Timestamp.monotonicNow + nanoseconds
    while Timestamp.monotonicNow < end {}
    report.event("unblocked")
  }

  /// Runs again and again on the calling thread, with pauses of the same length.
  func runForever() -> Never {
    while true {
      SystemCall.sleep(until: Timestamp.monotonicNow + nanoseconds)
      run()
    }
  }
}
