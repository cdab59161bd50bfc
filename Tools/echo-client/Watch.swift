import EventLoop
import SocketKit

/// What one descriptor is watched for.
///
/// What is watched for nothing leaves the poller: a hang-up would be told again and again. A regular file cannot be
/// watched at all (epoll_ctl(2), EPERM) and is always ready.
struct Watch {
  let token: Token
  let isAlwaysReady: Bool
  private var interest: Interest = []

  init(of descriptor: borrowing FileDescriptor, _ token: Token, _ poller: borrowing Poller) throws(Errno) {
    self.token = token
    do throws(Errno) {
      try poller.add(descriptor, token, [])
      try poller.remove(descriptor)
      isAlwaysReady = false
    } catch {
      guard error == .notPermitted else { throw error }
      isAlwaysReady = true
    }
  }

  /// Says what to wait for from now on.
  ///
  /// - Parameter descriptor: the one it was made of.
  mutating func set(
    _ wanted: Interest, on descriptor: borrowing FileDescriptor, _ poller: borrowing Poller
  ) throws(Errno) {
    guard wanted != interest, !isAlwaysReady else { return }
    if wanted.isEmpty {
      try poller.remove(descriptor)
    } else if interest.isEmpty {
      try poller.add(descriptor, token, wanted)
    } else {
      try poller.change(descriptor, token, to: wanted)
    }
    interest = wanted
  }
}
