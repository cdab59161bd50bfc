import SocketKit
import Testing
import ToolKit

@Suite("A connection that did not come about") struct FailureConnectingTests {
  private let address = SocketAddress(.loopback, port: 80)

  @Test func `is an answer when the peer refused`() {
    let failure = Failure(connecting: .connectionRefused, to: address)
    #expect(failure == Failure(.negative, "connect 127.0.0.1:80: Connection refused"))
    #expect(Failure(connecting: .timedOut, to: address).status == .negative)
  }

  @Test func `is the system's failure when this host could not ask`() {
    #expect(Failure(connecting: .tooManyOpenFiles, to: address).status == .system)
    #expect(Failure(connecting: .addressNotAvailable, to: address).status == .system)
  }
}
