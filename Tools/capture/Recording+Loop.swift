import Capture
import EventLoop
import SocketKit
import ToolKit

extension Recording {
  /// Frames taken in one turn of the loop, so that a flood cannot keep signals and timers from being heard.
  private static let turnLimit = 512

  /// Captures until the count, the time, a signal or the interface ends it, and finishes the file.
  ///
  /// - Returns: false when the reader of a pipe left, to whom there is nothing more to say.
  mutating func run() throws(Failure) -> Bool {
    try handOver()
    while !isStopped || !sink.isEmpty {
      guard try turn() else { return false }
    }
    try sink.finish()
    return true
  }

  /// One turn of the loop; false when the reader left.
  private mutating func turn() throws(Failure) -> Bool {
    for index in 0 ..< (try wait()) {
      let readiness = loop.poller.event(at: index)
      switch readiness.token {
      case Self.signalToken: try hearSignals()
      case Self.frameToken: try takeFrames(atMost: Self.turnLimit)
      default: guard !readiness.isBroken, try sink.writeSome() else { return false }
      }
    }
    while loop.expire() != nil { try stop() }
    return true
  }

  private mutating func wait() throws(Failure) -> Int {
    do throws(Errno) {
      try sink.watch(loop.poller)
      if !isStopped, isWatching == sink.isFull {
        isWatching.toggle()
        try loop.poller.change(capture.descriptor, Self.frameToken, to: isWatching ? .readable : [])
      }
      return try loop.wait()
    } catch {
      throw Failure(errno: error, doing: "epoll")
    }
  }

  /// The first signal stops; a second one, though it came with the first, waits for no reader.
  private mutating func hearSignals() throws(Failure) {
    var count = 0
    do throws(Errno) {
      while try signals.next() != nil { count += 1 }
    } catch {
      throw Failure(errno: error, doing: "signalfd")
    }
    for _ in 0 ..< count {
      guard !isStopped || sink.isEmpty else { throw Failure(.inputOutput, "given up before all was written") }
      try stop()
    }
  }
}
