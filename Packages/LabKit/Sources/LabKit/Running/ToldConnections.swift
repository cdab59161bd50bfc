internal import SocketKit

/// Where the connections of a stack in user space stand, as its tool tells.
struct ToldConnections {
  /// All states that any of them was in.
  private(set) var seen: Set<TCPSocketState> = []
  private var states: [Ends: TCPSocketState] = [:]

  private struct Ends: Hashable {
    var local: SocketAddress
    var remote: SocketAddress
  }

  /// Whether there is none.
  var isEmpty: Bool { states.isEmpty }

  /// How many are in this state.
  func count(of state: TCPSocketState) -> Int { states.values.count { $0 == state } }

  /// Takes what it told.
  mutating func take(_ change: StateChange) {
    states[Ends(local: change.local, remote: change.remote)] = change.to
    if let state = change.to { seen.insert(state) }
  }
}
