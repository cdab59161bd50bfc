internal import Synchronization

/// What both threads know of all connections that are handed over.
final class DeskState: Sendable {
  /// Where the application did something.
  let marks: Marks
  let stackBell: Doorbell
  let applicationBell: Doorbell
  /// Whether the application's thread has its side.
  let isEntered = Atomic<Bool>(false)
  /// Connections that the application has not taken yet, nil when it is gone. One comes a handshake, so that a lock does.
  let offers = Mutex<[HandedState]?>([])

  init(places: Int, _ stackBell: Doorbell, _ applicationBell: Doorbell) {
    marks = Marks(count: places)
    self.stackBell = stackBell
    self.applicationBell = applicationBell
  }
}
