import EventLoop
import SocketKit

/// Takes connections from the listening socket's queue.
struct Door: ~Copyable {
  let listener: ListeningSocket
  /// Whether nobody is let in for the moment: they wait in the queue, which stays open, so nobody is refused.
  private(set) var isHeld = false
  private var spare = SpareDescriptor()

  /// What one look into the queue gave.
  enum Answer: ~Copyable {
    case entered(StreamSocket, SocketAddress?)
    /// The queue is empty, or held.
    case nobody
    /// This one was reset while it waited; there may be more.
    case lost
    /// There was no descriptor for it, so it was turned away with RST; there may be more.
    case refused(Errno)
    /// There is no descriptor, not even for turning somebody away.
    case exhausted(Errno)
  }

  private let token: Token

  /// Watches the queue from now on, as `token`.
  init(_ listener: consuming ListeningSocket, _ token: Token, _ poller: borrowing Poller) throws(Errno) {
    try poller.add(listener.descriptor, token, .readable)
    self.listener = listener
    self.token = token
  }

  /// Begins or ends a hold.
  mutating func hold(_ isHeld: Bool, _ poller: borrowing Poller) throws(Errno) {
    guard isHeld != self.isHeld else { return }
    self.isHeld = isHeld
    try poller.change(listener.descriptor, token, to: isHeld ? [] : .readable)
  }

  /// Asks the queue once.
  mutating func open() -> Answer {
    guard !isHeld else { return .nobody }
    do throws(Errno) {
      guard let accepted = try listener.accept() else { return .nobody }
      let peer = accepted.peer
      return .entered(accepted.intoSocket(), peer)
    } catch {
      switch error {
      case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .noMemory:
        return turnAway() ? .refused(error) : .exhausted(error)
      default:
        // accept(2) also delivers what went wrong on the waiting connection's path: its loss, not ours.
        return .lost
      }
    }
  }

  private mutating func turnAway() -> Bool {
    spare.restore()
    guard spare.release() else { return false }
    defer { spare.restore() }
    do throws(Errno) {
      // Nobody there is as good: the queue is empty then.
      if let accepted = try listener.accept() { accepted.intoSocket().abort() }
      return true
    } catch {
      return error == .connectionAborted
    }
  }
}
