import EventLoop
import SocketKit
import ToolKit

extension Session {
  /// The server's FIN.
  mutating func endStream() {
    peerEnded = true
    noteState()
    tellHalfClosed(by: "peer", side: "reading", octets: passage.octetsIn)
    report.event("end-of-stream", [.integer("octets", passage.octetsIn), .text("crc32", passage.sumIn)])
  }

  /// Our FIN: nothing more goes back.
  mutating func halfClose() {
    guard !isHalfClosed, !isSettled else { return }
    passage.dropEcho()
    isHalfClosed = true
    do throws(Errno) { try socket.finish() } catch { return fail(error) }
    noteState()
    tellHalfClosed(by: "self", side: "writing", octets: passage.octetsOut)
  }

  /// Our reading side: the server hears nothing of it, and what it sends from now on fills the kernel's buffer.
  mutating func closeReading() {
    guard !peerEnded, !isDeaf, !isSettled else { return }
    isDeaf = true
    do throws(Errno) { try socket.shutdown(.reading) } catch { return fail(error) }
    tellHalfClosed(by: "self", side: "reading", octets: passage.octetsIn)
  }

  /// The kernel reports a hang-up or an error: a read explains it, unless none can come.
  mutating func explainBreak() {
    isBroken = true
    guard peerEnded || isDeaf, !isSettled else { return }
    do throws(Errno) { fail(try socket.pendingError() ?? .connectionReset) } catch { fail(error) }
  }

  /// What follows from this turn: our FIN behind the server's, and a look at the socket while its state changes without
  /// a word.
  mutating func follow() {
    if peerEnded, passage.isEchoed, !settings.holds { halfClose() }
    guard isHalfClosed, !isSettled, look == nil else { return }
    if peerEnded {
      do throws(Errno) { isSettled = try socket.isSettled() } catch { return fail(error) }
      noteState()
      if isSettled { return }
    } else {
      if states.last == .finWait1 { noteState() }
      guard states.last == .finWait1 else { return }
    }
    look = loop.timers.schedule(at: loop.now + backoff.next(), Fixed.look.rawValue)
  }
}
