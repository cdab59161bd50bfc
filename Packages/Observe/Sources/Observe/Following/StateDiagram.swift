internal import SocketKit

/// What a TCP connection can do, as the diagram of its states has it, and what follows for states that nobody saw.
///
/// A peer that opens with data (TCP Fast Open, RFC 7413) may end with them too: such a connection goes from SYN-RECEIVED
/// to CLOSE-WAIT, which the diagram does not have.
///
/// Source: RFC 9293 §3.3.2, Figure 5 and its notes.
enum StateDiagram {
  /// Where a connection can go from each state. Every state has a way to CLOSED too, by a reset or an abort (note 2), of
  /// which nothing follows. Not back to LISTEN (note 1): the kernel's listener never leaves it.
  private static let ways: [TCPSocketState: [TCPSocketState]] = [
    .closed: [.listen, .synSent],
    .listen: [.synReceived, .synSent],
    .synSent: [.synReceived, .established],
    .synReceived: [.established, .finWait1],
    .established: [.finWait1, .closeWait],
    // The last by an acknowledgment of our FIN that carries the peer's (note 3).
    .finWait1: [.finWait2, .closing, .timeWait],
    .finWait2: [.timeWait],
    .closing: [.timeWait],
    .closeWait: [.lastAck],
  ]

  private struct Journey: Hashable {
    var start: TCPSocketState
    var end: TCPSocketState
  }

  /// Only journeys with something certain between their ends. Found once: many connections end within one look.
  private static let certain: [Journey: [TCPSocketState]] = {
    var certain: [Journey: [TCPSocketState]] = [:]
    for start in ways.keys {
      for end in TCPSocketState.allCases where end != start && leads(start, to: end, without: nil) {
        let passed = ways.keys.filter { $0 != start && $0 != end && !leads(start, to: end, without: $0) }
        guard !passed.isEmpty else { continue }
        certain[Journey(start: start, end: end)] = passed.sorted { $0 != $1 && !leads(start, to: $1, without: $0) }
      }
    }
    return certain
  }()

  /// The states that a connection has certainly passed on its way from one state to another: those that are on every way
  /// between the two. Where there are two ways, what is on one of them alone is not among them.
  ///
  /// - Parameters:
  ///   - from: the state before; nil for a socket that was not there.
  ///   - to: the state after; nil for one that is gone, which may happen from anywhere.
  /// - Returns: in the order in which they were passed; nothing also where no way leads from one to the other, as to the
  ///   next connection between the same ends.
  static func passed(from: TCPSocketState?, to: TCPSocketState?) -> [TCPSocketState] {
    guard let to else { return [] }
    return certain[Journey(start: plain(from ?? .closed), end: plain(to))] ?? []
  }

  /// A half-open connection is one, whatever the kernel keeps of it.
  private static func plain(_ state: TCPSocketState) -> TCPSocketState {
    state == .newSynReceived ? .synReceived : state
  }

  private static func leads(
    _ start: TCPSocketState, to end: TCPSocketState, without barred: TCPSocketState?
  ) -> Bool {
    var seen: Set = [start]
    var open = [start]
    while let state = open.popLast() {
      if state == end { return true }
      for next in ways[state] ?? [] where next != barred && seen.insert(next).inserted { open.append(next) }
    }
    return false
  }
}
