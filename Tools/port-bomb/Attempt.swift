import EventLoop
import SocketKit

/// A connection, and how far the attempt that uses it has come.
struct Attempt: ~Copyable {
  enum Phase {
    /// SYN is sent.
    case connecting
    /// An octet is sent, and is to come back.
    case echoing
    /// Nothing is under way: a connection of the pool waits for its next use.
    case idle
  }

  let socket: StreamSocket
  var phase: Phase
  /// Ends the wait.
  var timer: TimerWheel.Timer?

  init(_ socket: consuming StreamSocket, _ phase: Phase) {
    self.socket = socket
    self.phase = phase
  }

  /// What one read found.
  enum Answer {
    case octets
    case nothing
    case over(Errno)
  }

  /// Reads the octet that comes back, and whatever comes with it.
  func answer(_ room: inout [UInt8]) -> Answer {
    do throws(Errno) {
      var span = room.mutableSpan
      var octets = span.mutableBytes
      switch try socket.read(into: &octets) {
      case .octets: return .octets
      case .notReady: return .nothing
      // The peer has closed: what comes next is what a write would find.
      case .endOfStream: return .over(.brokenPipe)
      }
    } catch {
      return .over(error)
    }
  }

  /// Closes with RST.
  consuming func abort() { socket.abort() }
}
