import EventLoop
import SocketKit

/// Wakes the leading thread.
final class Bell: Sendable {
  let wakeup: Wakeup

  init() throws(Errno) { wakeup = try Wakeup() }

  func ring() { try? wakeup.wake() }
}
