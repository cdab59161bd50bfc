import SocketKit

/// The states of the kernel's socket in the order in which they were seen, from a connection that came about. One that
/// was over between two looks is missing.
struct StateHistory {
  private var states = [TCPSocketState.established]

  /// What was seen last.
  var last: TCPSocketState { states[states.count - 1] }

  mutating func note(_ state: TCPSocketState) {
    if last != state { states.append(state) }
  }

  /// "ESTABLISHED,FIN_WAIT1,FIN_WAIT2,TIME_WAIT"
  var text: String { states.map(\.name).joined(separator: ",") }
}
