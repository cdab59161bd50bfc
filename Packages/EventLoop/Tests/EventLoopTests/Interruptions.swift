import Glibc
import SocketKit
import Synchronization

/// Signals that interrupt the calling thread's system calls again and again, as a profiler's timer would.
final class Interruptions: Sendable {
  private let isOver = Atomic(false)
  private let isCalm = Atomic(false)
  private let count = Atomic(0)

  /// Begins with SIGURG to this thread alone, so that no other test's calls are disturbed.
  ///
  /// - Parameters:
  ///   - milliseconds: from one to the next.
  ///   - patience: how long until they cease by themselves, so that what they keep from ending ends then.
  static func begin(every milliseconds: CInt, for patience: Duration) -> (Interruptions, Thread) {
    signal(SIGURG) { _ in }
    // A thread of Dispatch holds all signals back.
    var urgent = sigset_t()
    sigemptyset(&urgent)
    sigaddset(&urgent, SIGURG)
    pthread_sigmask(SIG_UNBLOCK, &urgent, nil)
    let interruptions = Interruptions()
    let target = pthread_self()
    let end = Timestamp.monotonicNow + patience.wholeNanoseconds
    let thread = Thread {
      while !interruptions.isOver.load(ordering: .relaxed), Timestamp.monotonicNow < end {
        poll(nil, 0, milliseconds)
        pthread_kill(target, SIGURG)
        interruptions.count.add(1, ordering: .relaxed)
      }
      interruptions.isCalm.store(true, ordering: .relaxed)
    }
    return (interruptions, thread)
  }

  /// How many came so far.
  var soFar: Int { count.load(ordering: .relaxed) }

  /// Ends them.
  ///
  /// - Returns: whether they were still coming.
  func end() -> Bool {
    isOver.store(true, ordering: .relaxed)
    return !isCalm.load(ordering: .relaxed)
  }
}
