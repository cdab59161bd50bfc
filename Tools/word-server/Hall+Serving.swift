import SocketKit
import ToolKit

extension Hall {
  /// Serves a connection with a thread of its own; when there is none to be had, it is turned away with RST.
  func serve(_ socket: consuming StreamSocket, _ peer: String, _ settings: Settings, _ report: Report) {
    let number = socket.intoDescriptor().release()
    enter()
    do throws(Errno) {
      try DetachedThread.start { [self] in
        let guest = Guest(StreamSocket(owning: FileDescriptor(owning: number)), peer, settings, report, self)
        leave(peer, guest.converse(), report)
      }
    } catch {
      StreamSocket(owning: FileDescriptor(owning: number)).abort()
      report.diagnose("thread: \(error)")
      leave(peer, .failed(error), report)
    }
  }

  private func leave(_ peer: String, _ ending: Ending, _ report: Report) {
    report.event("disconnected", [.text("peer", peer), .text("reason", ending.reason)])
    leave()
  }
}
