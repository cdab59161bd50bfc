import SocketKit

/// Why a connection is over.
enum Ending {
  /// The peer closed its writing side, and has been sent everything.
  case endOfStream
  /// The peer sent RST.
  case reset
  /// Nothing moved for the idle timeout.
  case idle
  /// The kernel gave it up, as after a timeout of its own.
  case failed(Errno)

  /// The word that events use.
  var reason: String {
    switch self {
    case .endOfStream: "end-of-stream"
    case .reset: "reset"
    case .idle: "idle"
    case .failed(let error): error.name
    }
  }
}
