import Observe
import SocketKit

/// What the command line decides.
struct Settings: Sendable {
  /// What is made of the sockets.
  enum Mode: Sendable {
    case list, summary, follow
  }

  /// Which sockets, as ss(8) names them.
  enum Selection: Sendable {
    case listening
    case all
    case only([TCPSocketState])
  }

  /// Whether a follower asks the kernel's tracepoint too.
  enum Trace: String, CaseIterable, Sendable {
    /// Where it can.
    case auto
    /// The same, and it is said where it cannot.
    case on
    case off
  }

  var mode = Mode.list
  var selection: Selection?
  var port: Int?
  /// A look costs 16 µs to 200 µs, most of it for the size of the kernel's table: 1 % to 5 % of one CPU at this pace.
  var interval = Duration.milliseconds(5)
  /// Whether a follower also tells what becomes of the congestion window and its like.
  var isDetailed = false
  var trace = Trace.auto

  /// Whether a socket that a follower does not see is not there.
  var isOfAllStates: Bool {
    switch selection {
    case .listening, .only: false
    case .all, nil: true
    }
  }

  /// What to ask the kernel for. A list leaves out listeners, as that of ss(8) does; counts and changes are of all.
  func query(details: SocketQuery.Details) -> SocketQuery {
    let all = Set(TCPSocketState.allCases)
    let states: Set<TCPSocketState> =
      switch selection {
      case .listening: [.listen]
      case .all: all
      case .only(let states): Set(states)
      case nil: mode == .list ? all.subtracting([.listen]) : all
      }
    return SocketQuery(states: states, port: port.map { .either(UInt16($0)) }, details: details)
  }
}
