import EventLoop
import SocketKit
import ToolKit

/// One peer with a thread of its own: its calls wait, and hold up nobody else.
struct Guest: ~Copyable {
  private let socket: StreamSocket
  private var dialogue: Dialogue
  private let peer: String
  private let settings: Settings
  private let hall: Hall

  init(_ socket: consuming StreamSocket, _ peer: String, _ settings: Settings, _ report: Report, _ hall: Hall) {
    self.socket = socket
    self.peer = peer
    self.settings = settings
    self.hall = hall
    dialogue = Dialogue(with: peer, settings, report)
  }

  /// Hears and answers until one of the two ends.
  consuming func converse() -> Ending {
    do throws(Errno) {
      try socket.descriptor.setNonblocking(false)
      var buffer = [UInt8](repeating: 0, count: Dialogue.readOctets)
      while true {
        Self.wait(settings.delayRead)
        let result = try socket.read(into: &buffer)
        if case .octets(let count) = result { dialogue.hear(buffer[..<count]) }
        if case .endOfStream = result { dialogue.hearEnd() }
        while let reply = dialogue.next() {
          if try say(reply) == .farewell { return try leave(&buffer) }
        }
        if case .endOfStream = result { return .endOfStream }
      }
    } catch {
      return Ending(error)
    }
  }

  private borrowing func say(_ reply: Dialogue.Reply) throws(Errno) -> Dialogue.Consequence {
    Self.wait(settings.delayWrite)
    if reply.consequence == .poison { hall.close(peer) }
    var sent = 0
    while sent < reply.lines.count { sent += try socket.write(reply.lines.span.bytes.extracting(droppingFirst: sent)) }
    return reply.consequence
  }

  /// As the loop's connections: FIN, and then the peer's within the grace.
  private borrowing func leave(_ buffer: inout [UInt8]) throws(Errno) -> Ending {
    try socket.shutdown(.writing)
    var poller = try Poller(capacity: 1)
    try poller.add(socket.descriptor, .fixed(0), .readable)
    let patience = Timestamp.monotonicNow + settings.grace.wholeNanoseconds
    // The clock, too: a peer that does not stop talking is always readable.
    while Timestamp.monotonicNow < patience, try poller.wait(until: patience) > 0 {
      if case .endOfStream = try socket.read(into: &buffer) { break }
    }
    return .farewell
  }

  private static func wait(_ duration: Duration?) {
    guard let duration else { return }
    SystemCall.sleep(until: Timestamp.monotonicNow + duration.wholeNanoseconds)
  }
}
