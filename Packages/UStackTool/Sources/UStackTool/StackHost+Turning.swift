internal import EventLoop
internal import SocketKit
public import ToolKit
public import UStack
internal import UStackLink

extension StackHost {
  /// When the last wait ended: all that a turn brought happens at this moment.
  public var now: Instant { Instant(nanoseconds: loop.now) }

  /// Sends what is to be sent, waits until there is something to do, and takes what came. What that asks for is sent by the
  /// next turn, so that the application's answer travels with it.
  ///
  /// - Parameter moment: CLOCK_MONOTONIC in nanoseconds: it does not wait longer; nil for no such moment.
  /// - Throws: 71 when the link is gone, 74 when the log cannot be written.
  public mutating func turn(until moment: Int64? = nil) throws(Failure) {
    try flush()
    ready.removeAll(keepingCapacity: true)
    do throws(Errno) {
      // What was just sent may have failed at once.
      let isDue = hasMore || driver.stack.hasNews
      let due = isDue ? loop.now : min(driver.deadline ?? .max, moment ?? .max)
      for index in 0 ..< (try loop.wait(until: due == .max ? nil : due, maySpin: !driver.isBulk)) {
        let event = loop.poller.event(at: index)
        switch event.token {
        case Self.linkToken: break
        case Self.signalToken: while try signals.next() != nil { stops += 1 }
        default: ready.append(event)
        }
      }
      hasMore = try driver.take()
    } catch {
      throw Failure(errno: error, doing: name)
    }
  }

  /// Sends what is to be sent, and writes the log.
  public mutating func flush() throws(Failure) {
    do throws(Errno) {
      try driver.flush()
    } catch {
      throw Failure(errno: error, doing: name)
    }
    try watcher?.flush()
  }

}
