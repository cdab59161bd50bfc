import SocketKit

/// Why a connection is over.
enum Ending {
  /// The peer closed its writing side, and has been sent everything.
  case endOfStream
  /// The peer said `exit`.
  case farewell
  /// The peer sent RST.
  case reset
  /// The kernel gave it up, as after a timeout of its own.
  case failed(Errno)

  /// What a read or a write threw.
  init(_ error: Errno) { self = error == .connectionReset || error == .brokenPipe ? .reset : .failed(error) }

  /// The word that events use.
  var reason: String {
    switch self {
    case .endOfStream: "end-of-stream"
    case .farewell: "exit"
    case .reset: "reset"
    case .failed(let error): error.name
    }
  }
}
