import EventLoop
import SocketKit
import ToolKit

extension Server {
  /// Takes a connection off the table and closes it: with RST, unless its file is out.
  mutating func end(_ token: Token, _ ending: Ending) throws(Errno) {
    guard let stream = streams.remove(token) else { return }
    if let timer = stream.timer { loop.timers.cancel(timer) }
    totals.last = ending
    switch ending {
    case .complete: totals.complete += 1
    case .file(let fault): warn("\(settings.file): \(fault)")
    case .failed(let error): warn("\(stream.peerText): \(error)")
    case .reset, .interrupted: break
    }
    stream.tellEnding(report, ending, now: loop.now)
    try door?.hold(false, loop.poller)
  }

  /// SIGTERM and SIGINT end: politely the first time, at once the second.
  mutating func takeSignals() throws(Errno) {
    while try signals.next() != nil {
      if isDraining { isOver = true }
      isDraining = true
      door = nil
      _ = loop.timers.schedule(at: loop.now + settings.grace.wholeNanoseconds, Fixed.grace.rawValue)
    }
  }
}
