import EventLoop
import SocketKit

/// One peer, and what it is owed.
///
/// It is read only while nothing is owed. So a peer that does not read costs one buffer, and its FIN is seen only when
/// all that came before it has gone out: a half-close needs no state of its own.
struct Connection: ~Copyable {
  let socket: StreamSocket
  /// Octets sent back so far.
  private(set) var octets = 0
  /// When octets last moved in either direction: the loop's clock.
  private(set) var lastActive: Int64
  /// Looks after the idle timeout, when there is one.
  var idleTimer: TimerWheel.Timer?

  /// Octets that the kernel would not take; empty, and without memory, most of the time.
  private var owed: [UInt8] = []
  private var owedFrom = 0
  private var acknowledged = 0
  private var lines: LineEcho?

  /// What an event led to.
  enum Step {
    /// Nothing changed but octets.
    case goesOn
    /// The peer owes us a read: be told when it is writable.
    case owes
    /// It has read: be told when it is readable.
    case settled
    /// It is over.
    case ended(Ending)
  }

  init(_ socket: consuming StreamSocket, isLine: Bool, now: Int64) {
    self.socket = socket
    lastActive = now
    lines = isLine ? LineEcho() : nil
  }

  /// Moves octets: one read and one send, or one send of what is owed.
  ///
  /// - Parameter sent: counts what all connections have been sent.
  mutating func advance(_ buffers: inout Buffers, _ sent: inout Int, now: Int64) -> Step {
    let before = octets
    defer { sent += octets - before }
    do throws(Errno) {
      return owed.isEmpty ? try echo(&buffers, now) : try settle(now)
    } catch {
      return .ended(error == .connectionReset || error == .brokenPipe ? .reset : .failed(error))
    }
  }

  private mutating func echo(_ buffers: inout Buffers, _ now: Int64) throws(Errno) -> Step {
    switch try buffers.read(from: socket) {
    case .notReady: return .goesOn
    case .endOfStream: return .ended(.endOfStream)
    case .octets(let count):
      lastActive = now
      guard lines != nil else {
        return try buffers.withReceived(count) { octets throws(Errno) in try send(octets) }
      }
      buffers.answer(count, &lines!)
      return try send(buffers.reply.span.bytes)
    }
  }

  private mutating func send(_ answer: RawSpan) throws(Errno) -> Step {
    let taken = try socket.write(answer)
    octets += taken
    if taken == answer.byteCount { return .goesOn }
    owed = answer.extracting(droppingFirst: taken).withUnsafeBytes { Array($0) }
    return .owes
  }

  private mutating func settle(_ now: Int64) throws(Errno) -> Step {
    let taken = try socket.write(owed.span.bytes.extracting(droppingFirst: owedFrom))
    if taken > 0 { lastActive = now }
    octets += taken
    owedFrom += taken
    guard owedFrom == owed.count else { return .goesOn }
    owed = []
    owedFrom = 0
    return .settled
  }

  /// Whether the peer still takes what the kernel holds for it: activity that no event shows.
  ///
  /// - Returns: true when something is under way and more of it was acknowledged since the last time this was asked.
  mutating func peerStillReads() -> Bool {
    guard let information = try? socket.information(),
      information.segmentsInFlight > 0 || information.octetsNotSent > 0,
      information.octetsAcknowledged != acknowledged
    else { return false }
    acknowledged = information.octetsAcknowledged
    return true
  }

  /// Ends it with RST instead of FIN.
  consuming func abort() { socket.abort() }
}
