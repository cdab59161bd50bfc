import Observe
import SocketKit
import ToolKit

/// What the command line decides.
struct Settings: Sendable {
  /// What is made of the sockets.
  enum Mode: Sendable {
    case list, summary, follow
  }

  /// Whether a follower asks the kernel's tracepoint too.
  enum Trace: String, CaseIterable, Sendable {
    /// Where it can.
    case auto
    /// The same, and it is said where it cannot.
    case on
    case off
  }

  var isSummary = false
  var isFollowing = false
  /// Which sockets, as ss(8) names them.
  var isListening = false
  var isAll = false
  var states: [TCPSocketState]?
  var port: Int?
  /// A look costs 16 µs to 200 µs, most of it for the size of the kernel's table: 1 % to 5 % of one CPU at this pace.
  var interval = Duration.milliseconds(5)
  /// Whether a follower also tells what becomes of the congestion window and its like.
  var isDetailed = false
  var trace = Trace.auto

  var mode: Mode { isSummary ? .summary : isFollowing ? .follow : .list }

  /// Whether a socket that a follower does not see is not there.
  var isOfAllStates: Bool { !isListening && states == nil }

  /// Refuses options that say two things at once.
  func check() throws(Failure) {
    if isSummary, isFollowing { throw Failure(.usage, "--summary and --follow: only one of them") }
    // With --state, --all changes nothing: the states are named.
    guard isListening, isAll || states != nil else { return }
    throw Failure(.usage, "--listening: goes neither with --all nor with --state")
  }

  /// What to ask the kernel for. A list leaves out listeners, as that of ss(8) does; counts and changes are of all.
  func query(details: SocketQuery.Details) -> SocketQuery {
    let all = Set(TCPSocketState.allCases)
    let wanted: Set<TCPSocketState> =
      if let states {
        Set(states)
      } else if isListening {
        [.listen]
      } else {
        isAll || mode != .list ? all : all.subtracting([.listen])
      }
    return SocketQuery(states: wanted, port: port.map { .either(UInt16($0)) }, details: details)
  }
}
