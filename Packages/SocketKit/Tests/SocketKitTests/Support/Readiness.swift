import Glibc
import SocketKit

/// What a test waits for on a descriptor.
enum Readiness {
  case readable
  case writable
  /// Nobody holds the other end of a pipe.
  case end

  fileprivate var events: Int16 {
    switch self {
    case .readable: Int16(POLLIN)
    case .writable: Int16(POLLOUT)
    case .end: 0  // POLLHUP is always told
    }
  }
}

/// Waits until a descriptor is ready. Its 10 seconds only end a test that would hang.
func wait(until readiness: Readiness, _ descriptor: borrowing FileDescriptor) throws(Errno) {
  var entry = pollfd(fd: descriptor.rawValue, events: readiness.events, revents: 0)
  let count = try SystemCall.run("poll", on: entry.fd) { poll(&entry, 1, 10_000) }
  guard count == 1 else { throw .timedOut }
}

/// Whether a descriptor is ready at this moment.
func isReady(_ readiness: Readiness, _ descriptor: borrowing FileDescriptor) -> Bool {
  var entry = pollfd(fd: descriptor.rawValue, events: readiness.events, revents: 0)
  return poll(&entry, 1, 0) == 1
}
