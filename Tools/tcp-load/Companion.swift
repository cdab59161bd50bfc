import EventLoop
import SocketKit

/// Who shares a worker's thread, and gets a turn when a descriptor of its own is ready.
///
/// A process of one thread is cheaper to the kernel and to the C library in each call: with one worker, the leader does
/// without a thread of its own.
protocol Companion: ~Copyable {
  /// Has its own poller watched.
  borrowing func join(_ poller: borrowing Poller, _ token: Token) throws(Errno)

  /// Does what there is to do, without waiting.
  mutating func takeTurn() throws(Errno)
}

/// Nobody: the thread is the worker's alone.
struct NoCompanion: Companion {
  func join(_ poller: borrowing Poller, _ token: Token) {}

  func takeTurn() {}
}
