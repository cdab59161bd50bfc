internal import Synchronization

/// Wakes a thread that sleeps, and costs next to nothing while it does not.
///
/// Who may sleep lies down, looks once more whether there is something to do, and sleeps only when there is nothing. Who
/// leaves something to do rings behind that. Whichever was first, one of the two sees the other.
final class Doorbell: Sendable {
  private let isLyingDown = Atomic<Bool>(false)
  private let wake: @Sendable () -> Void

  /// - Parameter wake: ends the other thread's sleep, or its next one when it is not asleep yet.
  init(_ wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Says that the next ring has to wake.
  func lieDown() { isLyingDown.store(true, ordering: .sequentiallyConsistent) }

  /// Says that there is something to do.
  func ring() {
    // A look costs less than an exchange, which takes the cache line away from the other thread.
    guard isLyingDown.load(ordering: .sequentiallyConsistent) else { return }
    if isLyingDown.exchange(false, ordering: .sequentiallyConsistent) { wake() }
  }
}
