public import SocketKit

/// Takes connections from a listening socket's queue, and knows what to do when the process may have no more of them.
///
/// A connection for which there is no descriptor is accepted with a spare one and turned away with RST, so that its
/// client does not wait for ever. When there is none even for that, nobody is let in for a moment. So a limit that is
/// reached costs neither a spinning loop nor a log that grows.
///
/// Readiness and timers both come under the door's token: answer the first with `next` until it gives nobody, the
/// second with `hold(false, …)`.
public struct Door: ~Copyable {
  /// The socket, which listens as long as the door lives.
  public let listener: ListeningSocket
  /// Whether nobody is let in for the moment: they wait in the queue, which stays open, so nobody is refused.
  public private(set) var isHeld = false
  /// Why there was no descriptor, while that is the reason for a hold.
  public private(set) var shortage: Errno?

  /// Connections to take in one turn, so that a flood of new ones does not stop those that are served.
  public static let entriesPerTurn = 64
  /// How long nobody is let in when there is no descriptor at all, in nanoseconds. A close lets them in sooner.
  static let holdNanoseconds: Int64 = 50_000_000
  /// A complaint is due at most once in this time, in nanoseconds.
  static let complaintNanoseconds: Int64 = 1_000_000_000

  /// In the turn that it was asked in last: how many it let in, of how many.
  private var entries = (turn: Int.min, count: 0, most: 0)
  private let token: Token
  /// Nil where nobody is turned away.
  private var spare: SpareDescriptor?
  private var refused = 0
  private var unsaid: Errno?
  private var complained: Int64?

  private enum Answer: ~Copyable {
    case entered(ListeningSocket.Accepted)
    case nobody
    /// Reset while it waited, or turned away; there may be more.
    case lost
    case exhausted(Errno)
  }

  /// Watches the queue from now on, as `token`.
  ///
  /// - Parameters:
  ///   - listener: what to take connections from; owned from now on.
  ///   - token: what its readiness carries, and the timer of a shortage.
  ///   - poller: the one that the loop waits with.
  ///   - turnsAway: false lets those wait in the queue for whom there is no descriptor.
  public init(
    _ listener: consuming ListeningSocket, _ token: Token, _ poller: borrowing Poller, turnsAway: Bool = true
  ) throws(Errno) {
    try poller.add(listener.descriptor, token, .readable)
    spare = turnsAway ? SpareDescriptor() : nil
    self.listener = listener
    self.token = token
  }

  /// Begins or ends a hold.
  public mutating func hold(_ isHeld: Bool, _ poller: borrowing Poller) throws(Errno) {
    guard isHeld != self.isHeld else { return }
    self.isHeld = isHeld
    if !isHeld { shortage = nil }
    try poller.change(listener.descriptor, token, to: isHeld ? [] : .readable)
  }

  /// Watches the queue no longer, which closing the socket does only where no other process has it too.
  public borrowing func leave(_ poller: borrowing Poller) throws(Errno) { try poller.remove(listener.descriptor) }

  /// The next who waits.
  ///
  /// - Returns: nil when the queue is empty or held, and when this turn of the loop has let in, or lost, as many as it may:
  ///   one at first, up to `entriesPerTurn` while there are always more. Who is left makes the next turn come at once.
  public mutating func next(_ loop: inout EventLoop) throws(Errno) -> ListeningSocket.Accepted? {
    measure(loop.turn)
    while !isHeld, entries.count < entries.most {
      entries.count += 1
      switch open() {
      case .entered(let accepted): return accepted
      case .nobody:
        entries.most = 0
        return nil
      case .lost: continue
      case .exhausted(let error):
        try hold(true, loop.poller)
        shortage = error
        _ = loop.timers.schedule(at: loop.now + Self.holdNanoseconds, token.rawValue)
      }
    }
    return nil
  }

  /// Decides how many may come in this turn.
  ///
  /// accept(2) makes a socket before it looks whether somebody waits: to ask once too often costs a good part of a
  /// connection. So the first turn asks once, each one after it, if somebody was left, for twice as many.
  private mutating func measure(_ turn: Int) {
    guard turn != entries.turn else { return }
    let isNext = turn == entries.turn &+ 1 && entries.most > 0
    entries = (turn, 0, isNext ? min(entries.most * 2, Self.entriesPerTurn) : 1)
  }

  /// How many were turned away since this was asked last.
  public mutating func takeRefused() -> Int {
    defer { refused = 0 }
    return refused
  }

  /// Why somebody was not let in, when it is time to say so again: at most once a second.
  public mutating func complaint(now: Int64) -> Errno? {
    guard unsaid != nil, now - (complained ?? .min / 2) >= Self.complaintNanoseconds else { return nil }
    complained = now
    return unsaid.take()
  }

  private mutating func open() -> Answer {
    do throws(Errno) {
      guard let accepted = try listener.accept() else { return .nobody }
      return .entered(accepted)
    } catch {
      switch error {
      case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory:
        unsaid = error
        return turnAway() ? .lost : .exhausted(error)
      default:
        // accept(2) also delivers what went wrong on the waiting connection's path: its loss, not ours.
        return .lost
      }
    }
  }

  private mutating func turnAway() -> Bool {
    spare?.restore()
    guard spare?.release() == true else { return false }
    defer { spare?.restore() }
    do throws(Errno) {
      // Nobody there is as good: the queue is empty then.
      guard let accepted = try listener.accept() else { return true }
      accepted.intoSocket().abort()
      refused += 1
      return true
    } catch {
      return error == .connectionAborted
    }
  }
}
