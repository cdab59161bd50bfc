import SocketKit
import Testing

@testable import Observe

@Suite struct `A query's states` {
  @Test func `are bits by the kernel's numbers`() {
    #expect(SocketQuery(states: [.established, .listen]).stateMask == 1 << 1 | 1 << 10)
    #expect(SocketQuery(states: []).stateMask == 0)
  }

  @Test(arguments: [TCPSocketState.synReceived, .newSynReceived])
  func `have one SYN_RECV for both that the kernel keeps`(state: TCPSocketState) {
    #expect(SocketQuery(states: [state]).stateMask == 1 << 3 | 1 << 12)
  }
}
