import EventLoop
import Glibc
import Observe
import SocketKit
import ToolKit

extension TracedCommand {
  /// Turns until the command and all that is traced with it are over.
  mutating func run(_ report: Report) throws(Failure) -> Ending {
    while !traceIsOver || ending == nil {
      let count: Int
      do throws(Errno) {
        count = try poller.wait(until: nil)
      } catch {
        throw Failure(errno: error, doing: "epoll_wait")
      }
      for index in 0 ..< count {
        switch poller.event(at: index).token {
        case Place.output: return .readerLeft
        case Place.trace: try readTrace(report)
        case Place.command: noteEnd()
        default: if passSignalsOn(), let status { return .status(status) }
        }
      }
    }
    if !hasBegun { throw Failure(.unavailable, "strace: did not start the command; why is said above") }
    return .status(hasSeenEnd ? status ?? 0 : ExitStatus.unavailable.rawValue)
  }

  /// As the shell has it; and as env(1) for a command that could not be executed.
  private var status: CInt? {
    switch (executionError, ending) {
    case ("ENOENT"?, _?): 127
    case (_?, _?): 126
    case (nil, .exited(let status)): CInt(status)
    case (nil, .signalled(let signal)): 128 + signal.rawValue
    case (_, nil): nil
    }
  }

  private mutating func noteEnd() {
    ending = child.ending()
    guard ending != nil else { return }
    try? poller.remove(child.descriptor)
    traceEnd = nil
  }

  /// A signal from the terminal has gone to the command too; one that was sent to us alone is passed on.
  ///
  /// - Returns: whether nobody is left to pass it on to, so that it is about our waiting for what the command began.
  private mutating func passSignalsOn() -> Bool {
    var isForUs = false
    while let arrival = try? signals.nextArrival() {
      if ending != nil { isForUs = true } else if !arrival.isFromKernel { child.send(arrival.signal) }
    }
    return isForUs
  }

  private mutating func readTrace(_ report: Report) throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    var span = chunk.mutableSpan
    var room = span.mutableBytes
    switch try? trace.read(into: &room) {
    case .octets(let count):
      // It has opened the pipe; from now on its end is the pipe's.
      traceEnd = nil
      lines.feed(chunk.span.extracting(..<count).bytes)
    case .notReady: return
    case .endOfStream, nil:
      traceIsOver = true
      lines.finish()
      try? poller.remove(trace)
    }
    try tellLines()
    if traceIsOver, hasBegun, !hasSeenEnd {
      report.diagnose("strace: ended before the command, whose calls from now on are missing")
    }
  }

  private mutating func tellLines() throws(Failure) {
    let now = Timestamp.now
    let offset = now.realtimeNanoseconds - now.monotonicNanoseconds
    while let line = lines.next() {
      guard case .line(let octets) = line else { continue }
      for event in reader.read(octets) {
        note(event)
        if follows == .children || event.process == child.pid { try telling.tell(event, clockOffset: offset) }
      }
    }
  }

  private mutating func note(_ event: TracedEvent) {
    if !hasBegun, case .call(let call) = event, call.name == "execve", call.result != 0 { executionError = call.error }
    hasBegun = true
    if case .end(let end) = event, end.process == child.pid { hasSeenEnd = true }
  }
}
