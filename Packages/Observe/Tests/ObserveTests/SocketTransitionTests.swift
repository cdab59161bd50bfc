import SocketKit
import Testing

import Observe

@Suite struct `The steps of a transition` {
  /// All that is certain, by hand: from, to, what lies between. Any other pair has nothing between that is certain.
  private static let certain: [(from: [TCPSocketState?], to: TCPSocketState, passed: [TCPSocketState])] = {
    let young: [TCPSocketState?] = [nil, .closed, .listen, .synSent, .synReceived, .newSynReceived]
    return [
      (young, .finWait2, [.finWait1]), (young, .closing, [.finWait1]), (young, .timeWait, [.finWait1]),
      (young, .closeWait, [.established]), (young, .lastAck, [.established, .closeWait]),
      ([.established], .finWait2, [.finWait1]), ([.established], .closing, [.finWait1]),
      ([.established], .timeWait, [.finWait1]), ([.established], .lastAck, [.closeWait]),
    ]
  }()

  /// Between looks at 10 ns and 20 ns.
  private func transition(
    _ from: TCPSocketState?, _ to: TCPSocketState?, isFirst: Bool = false
  ) -> SocketTransition {
    func moment(_ nanoseconds: Int64) -> Timestamp {
      Timestamp(realtimeNanoseconds: 0, monotonicNanoseconds: nanoseconds)
    }
    return SocketTransition(
      observed: moment(20), since: isFirst ? nil : moment(10), local: SocketAddress("10.0.0.1:40000")!,
      remote: SocketAddress("10.0.0.2:80")!, from: from, to: to, inode: 9)
  }

  @Test func `are the states on every way between its ends, for all pairs there are`() {
    let states: [TCPSocketState?] = [nil] + TCPSocketState.allCases
    for from in states {
      for to in states {
        let passed = Self.certain.first { $0.to == to && $0.from.contains(from) }?.passed ?? []
        #expect(
          transition(from, to).steps.dropLast().map(\.to) == passed, "\(from?.name ?? "none") to \(to?.name ?? "none")")
      }
    }
  }

  @Test func `leave no gap, are marked where nobody looked, and keep what the transition says beside`() {
    var steps = [transition(.synSent, .established), transition(.established, .closeWait)]
    for index in steps.indices { steps[index].isInferred = true }
    #expect(transition(.synSent, .lastAck).steps == steps + [transition(.closeWait, .lastAck)])
  }

  @Test func `are not guessed where a FIN and the acknowledgment of ours may have come together`() {
    let steps = transition(.established, .timeWait).steps
    #expect(steps.map(\.to) == [.finWait1, .timeWait])
    #expect(transition(.finWait1, .timeWait).steps == [transition(.finWait1, .timeWait)])
  }

  @Test func `are one for what is there at first, and for what is gone`() {
    for whole in [transition(nil, .timeWait, isFirst: true), transition(.synSent, nil)] {
      #expect(whole.steps == [whole])
    }
  }
}
