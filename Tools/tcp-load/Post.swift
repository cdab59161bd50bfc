import EventLoop
import SocketKit
import Synchronization

/// Between one worker and the thread that leads them: orders in one direction, what was counted in the other.
final class Post: Sendable {
  /// What a worker is to do.
  enum Order: Hashable, Sendable {
    /// Open its connections.
    case open
    /// Make load.
    case load
    /// Begin nothing more, and let come back what is under way.
    case finish
    /// What has not come back by now is lost.
    case giveUp
    /// End.
    case end
  }

  /// What the worker finds when it is woken.
  struct Letter: Sendable {
    /// What to do, one after the other: each kind comes once at most. A worker that got no processor for a while finds
    /// several, and leaves none out.
    var orders: [Order] = []
    /// When the load began: the same moment for all workers, CLOCK_MONOTONIC in nanoseconds.
    var start: Int64 = 0
    /// Whether what was counted so far is wanted.
    var isAsked = false
  }

  /// What the leader finds.
  struct Answer: Sendable {
    /// Every connection has come about, or will not.
    var isReady = false
    /// It counts no more.
    var isOver = false
    /// A call failed that no connection made.
    var failure: Errno?
    /// Connections that hold.
    var open = 0
    /// What was counted since the last one was taken.
    var tally: Tally?
  }

  /// Wakes the worker.
  let wakeup: Wakeup
  private let bell: Bell
  private let letter = Mutex(Letter())
  private let answer = Mutex(Answer())

  init(_ bell: Bell) throws(Errno) {
    wakeup = try Wakeup()
    self.bell = bell
  }

  // MARK: - The leader's side

  func tell(_ order: Order, from start: Int64 = 0) {
    letter.withLock {
      $0.orders.append(order)
      if order == .load { $0.start = start }
    }
    try? wakeup.wake()
  }

  /// Wants to know what was counted.
  func ask() {
    letter.withLock { $0.isAsked = true }
    try? wakeup.wake()
  }

  /// The worker's state; its tally is handed over, and is nil until the worker answers again.
  func take() -> Answer {
    answer.withLock { answer in
      defer { answer.tally = nil }
      return answer
    }
  }

  // MARK: - The worker's side

  func read() -> Letter {
    letter.withLock { letter in
      defer { (letter.isAsked, letter.orders) = (false, []) }
      return letter
    }
  }

  /// Says what changed, and rings.
  func say(_ change: (inout sending Answer) -> Void) {
    answer.withLock { change(&$0) }
    bell.ring()
  }

  /// Hands over what was counted, beside what was not taken yet.
  func hand(_ tally: Tally, open: Int) {
    answer.withLock { answer in
      answer.open = open
      if answer.tally == nil { answer.tally = tally } else { answer.tally?.merge(tally) }
    }
    bell.ring()
  }
}
