import Glibc
import Synchronization

/// Signals that interrupt the calling thread's system calls again and again, as a profiler's timer would.
final class Interruptions: Sendable {
  private let isOver = Atomic(false)
  private let count = Atomic(0)

  /// Begins with SIGURG to this thread alone, so that no other test's calls are disturbed.
  static func begin(every milliseconds: CInt) -> (Interruptions, Thread) {
    signal(SIGURG) { _ in }
    let interruptions = Interruptions()
    let target = pthread_self()
    let thread = Thread {
      while !interruptions.isOver.load(ordering: .relaxed) {
        poll(nil, 0, milliseconds)
        pthread_kill(target, SIGURG)
        interruptions.count.add(1, ordering: .relaxed)
      }
    }
    return (interruptions, thread)
  }

  /// Ends them.
  ///
  /// - Returns: how many came.
  func end() -> Int {
    isOver.store(true, ordering: .relaxed)
    return count.load(ordering: .relaxed)
  }
}
