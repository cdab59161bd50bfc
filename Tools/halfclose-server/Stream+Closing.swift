import EventLoop
import SocketKit

extension Stream {
  /// Both FINs are on their way; only acknowledgments are missing.
  var isClosed: Bool { isHalfClosed && peerEnded }

  /// FIN, behind the file: from here on it closes as any other connection does, and not with RST.
  mutating func halfClose() throws(Errno) {
    try socket.set(.linger, to: .inBackground)
    try socket.finish()
    isHalfClosed = true
  }

  /// The kernel reports a hang-up or an error behind the peer's FIN, where no read tells which.
  func explainBreak() throws(Ending) {
    guard !isClosed else { return }
    let error: Errno?
    do throws(Errno) { error = try socket.pendingError() } catch { throw Ending(error) }
    throw error.map { Ending($0) } ?? .reset
  }

  /// Nanoseconds until its timer is due; nil when it waits for none.
  mutating func wait(_ settings: Settings) -> Int64? {
    if isClosed { return backoff.next() }
    return isPausing ? settings.pauseNanoseconds : nil
  }

  /// What readiness it waits for; nil for not even a hang-up, which would be told again and again.
  var wantedInterest: Interest? {
    guard !isClosed else { return nil }
    var wanted: Interest = []
    if !peerEnded { wanted.insert(.readable) }
    if !isFileOut, !isPausing { wanted.insert(.writable) }
    return wanted
  }
}
