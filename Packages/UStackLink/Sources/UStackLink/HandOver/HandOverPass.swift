internal import Synchronization

/// What the application's thread is started with: a closure can keep it, as it cannot keep what has one owner.
public struct HandOverPass: Sendable {
  private let state: DeskState

  init(_ state: DeskState) { self.state = state }

  /// The application's side: there is one, so only the first call gets it.
  public func enter() -> HandOverApplication? {
    state.isEntered.exchange(true, ordering: .sequentiallyConsistent) ? nil : HandOverApplication(state)
  }
}
