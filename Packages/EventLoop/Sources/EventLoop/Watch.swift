public import SocketKit

/// What one descriptor is watched for, for who decides it anew each turn.
///
/// It calls the poller only when something changed. A regular file cannot be watched at all (epoll_ctl(2), EPERM) and is
/// always ready.
public struct Watch: Sendable {
  /// Under which its readiness comes.
  public let token: Token
  /// Whether it never waits, and never shows up as ready.
  public let isAlwaysReady: Bool
  private var interest: Interest?

  /// Learns whether a descriptor can be watched, and watches it for nothing yet.
  public init(of descriptor: borrowing FileDescriptor, _ token: Token, _ poller: borrowing Poller) throws(Errno) {
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
  /// - Parameters:
  ///   - wanted: an empty interest leaves hang-ups and errors, which are told again and again; nil leaves nothing.
  ///   - descriptor: the one it was made of.
  ///   - poller: the one that it is watched by.
  public mutating func set(
    _ wanted: Interest?, on descriptor: borrowing FileDescriptor, _ poller: borrowing Poller
  ) throws(Errno) {
    guard wanted != interest, !isAlwaysReady else { return }
    if let wanted {
      if interest == nil {
        try poller.add(descriptor, token, wanted)
      } else {
        try poller.change(descriptor, token, to: wanted)
      }
    } else {
      try poller.remove(descriptor)
    }
    interest = wanted
  }
}
