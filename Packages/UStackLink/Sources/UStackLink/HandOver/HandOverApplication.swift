internal import Synchronization

/// The application's side of a `HandOverDesk`, for the one thread that serves its connections.
public struct HandOverApplication: ~Copyable, Sendable {
  private let state: DeskState

  init(_ state: DeskState) { self.state = state }

  deinit {
    let left = state.offers.withLock { offers in
      defer { offers = nil }
      return offers ?? []
    }
    for offer in left { _ = HandedConnection(offer, state) }
  }

  /// The next connection that was handed over, or nil. The oldest comes first.
  public mutating func next() -> HandedConnection? {
    let offer = state.offers.withLock { $0?.isEmpty == false ? $0?.removeFirst() : nil }
    guard let offer else { return nil }
    return HandedConnection(offer, state)
  }

  /// Says that the next thing that happens to a connection, or a new one, has to wake this thread. Behind it the thread
  /// looks at its connections once more, and sleeps only when nothing came: what happened in between wakes nobody.
  public mutating func prepareToSleep() { state.applicationBell.lieDown() }
}
