import EventLoop
import Observe
import SocketKit
import ToolKit

extension Bomb {
  /// Work of less than a second shows no progress; then it is shown four times a second.
  static let progressNanoseconds: (first: Int64, next: Int64) = (1_000_000_000, 250_000_000)
  /// How long FINs may be under way before TIME_WAIT is counted: a peer that does not close would keep us for ever.
  private static let closingNanoseconds: Int64 = 1_000_000_000
  private static let lookNanoseconds: Int64 = 10_000_000

  mutating func showProgress() {
    report.progress("\(tally.attempted) of \(settings.count) attempted, \(tally.failed) failed")
    schedule(Fixed.progress, after: Self.progressNanoseconds.next)
  }

  /// The first signal lets what is under way finish, the second ends.
  mutating func takeSignals() throws(Errno) {
    while try signals.next() != nil {
      if isStopping { isOver = true }
      isStopping = true
      schedule(Fixed.grace, after: Int64(settings.grace / .nanoseconds(1)))
    }
  }

  /// Counts what the connections left in TIME_WAIT, once they have come there.
  mutating func countRemains(
    _ remains: inout Remains
  ) throws(Errno) -> Result<Int, SocketDiagnosisError> {
    let end = Timestamp.monotonicNow + Self.closingNanoseconds
    while true {
      do throws(SocketDiagnosisError) {
        let count = try remains.count(at: target)
        if count.closing == 0 || isOver || Timestamp.monotonicNow >= end { return .success(count.timeWait) }
      } catch {
        if isOver || Timestamp.monotonicNow >= end { return .failure(error) }
      }
      schedule(Fixed.look, after: Self.lookNanoseconds)
      if try loop.wait() > 0, try signals.next() != nil { isOver = true }
      while loop.expire() != nil {}
    }
  }
}
