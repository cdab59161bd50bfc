import EventLoop
import SocketKit

/// One peer, and what it is owed.
///
/// It is read only while nothing is owed. So a peer that does not read costs one buffer, and its FIN is seen only when
/// all that came before it has gone out: a half-close needs no state of its own.
///
/// Events tell only what is new, so what an event left is remembered here.
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
  /// Whether a read may find something of which no event will tell.
  private var mayRead = false
  /// Whether an event told of an end or of urgent octets: a read that leaves room is not the last one from then on.
  private var isExceptional = false
  /// Whether it gets its next turn without an event.
  private var isInLine = false
  /// Whether events tell that it is writable: since it owed something for the first time.
  private var isWatchedForRoom = false
  private var owedFrom = 0
  private var acknowledged = 0
  private var lines: LineEcho?

  /// What it is watched for.
  static let interest: Interest = [.readable, .peerEnds, .urgent, .onlyChanges]

  /// What a turn led to.
  enum Step {
    /// Nothing is to be done before the next event.
    case goesOn
    /// There may be more to read: it needs another turn.
    case isUnfinished
    /// The peer owes us a read for the first time: be told when it is writable, too.
    case owes
    /// It is over.
    case ended(Ending)
  }

  init(_ socket: consuming StreamSocket, isLine: Bool, now: Int64) {
    self.socket = socket
    lastActive = now
    lines = isLine ? LineEcho() : nil
  }

  /// Has a turn and moves octets: one read and one send, or one send of what is owed.
  ///
  /// - Parameters:
  ///   - readiness: the event that is the reason for it; nil for the turn that an unfinished one waits for.
  ///   - sent: counts what all connections have been sent.
  mutating func advance(
    _ readiness: Readiness?, _ buffers: inout Buffers, _ sent: inout Int, now: Int64
  ) -> Step {
    if let readiness {
      mayRead = mayRead || readiness.isReadable || readiness.isBroken
      isExceptional = isExceptional || readiness.isExceptional
      if isInLine { return .goesOn }
    }
    isInLine = false
    let before = octets
    defer { sent += octets - before }
    do throws(Errno) {
      let step = owed.isEmpty ? try echo(&buffers, now) : try settle(now)
      guard case .goesOn = step, mayRead, owed.isEmpty else { return step }
      isInLine = true
      return .isUnfinished
    } catch {
      return .ended(error == .connectionReset || error == .brokenPipe ? .reset : .failed(error))
    }
  }

  private mutating func echo(_ buffers: inout Buffers, _ now: Int64) throws(Errno) -> Step {
    guard mayRead else { return .goesOn }
    switch try buffers.read(from: socket) {
    case .notReady:
      mayRead = false
      return .goesOn
    case .endOfStream: return .ended(.endOfStream)
    case .octets(let count):
      mayRead = isExceptional || count == buffers.room
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
    guard !isWatchedForRoom else { return .goesOn }
    isWatchedForRoom = true
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
    return .goesOn
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
