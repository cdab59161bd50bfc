import EventLoop
import SocketKit
import Synchronization
import ToolKit

/// What the threads of `--model threads` share with the loop, which lets their connections in.
final class Hall: Sendable {
  /// Woken when a thread ended, or closed the door.
  let wakeup: Wakeup
  private let count = Atomic(0)
  private let isPoisoned = Atomic(false)
  /// A second descriptor of the listening socket: a thread that was poisoned closes the queue before it answers, and
  /// does not wait for the loop.
  private let listener: StreamSocket?
  private let report: Report

  init(_ settings: Settings, _ report: Report, _ listener: borrowing ListeningSocket) throws(Errno) {
    let wakeup = try Wakeup()
    let second = settings.model == .threads ? StreamSocket(owning: try listener.descriptor.duplicate()) : nil
    self.wakeup = wakeup
    self.listener = second
    self.report = report
  }

  /// Threads that serve.
  var open: Int { count.load(ordering: .acquiring) }

  /// Whether the door has to be closed.
  var isClosed: Bool { isPoisoned.load(ordering: .acquiring) }

  /// A thread begins to serve.
  func enter() { count.add(1, ordering: .acquiringAndReleasing) }

  /// A thread is done.
  func leave() {
    count.subtract(1, ordering: .acquiringAndReleasing)
    try? wakeup.wake()
  }

  /// Closes the door for good: when this returns, who knocks is refused.
  func close(_ peer: String) {
    let wasClosed = isPoisoned.exchange(true, ordering: .acquiringAndReleasing)
    // Also for who comes second: the first may not have come so far.
    closeQueue()
    if wasClosed { return }
    report.event("poisoned", [.text("peer", peer)])
    try? wakeup.wake()
  }

  /// Refuses who knocks: without this the second descriptor would keep the socket listening.
  func closeQueue() {
    switch listener {
    case .some(let listener): try? listener.shutdown(.both)
    case .none: break
    }
  }
}
