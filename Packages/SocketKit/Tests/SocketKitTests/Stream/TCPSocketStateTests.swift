import SocketKit
import Testing

@Suite struct `A state's number and name` {
  @Test func `are the kernel's`() {
    let names = (1 ... 12).map { TCPSocketState(rawValue: $0)?.name }
    #expect(
      names == [
        "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK",
        "LISTEN", "CLOSING", "SYN_RECV",
      ])
    #expect(TCPSocketState(rawValue: 0) == nil)
    #expect(TCPSocketState(rawValue: 13) == nil)
    #expect("\(TCPSocketState.timeWait)" == "TIME_WAIT")
  }

  @Test func `a listener is in LISTEN`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let looked = StreamSocket(owning: try listener.descriptor.duplicate())
    #expect(try looked.information().state == .listen)
  }

  @Test func `congestion states count as the kernel's`() {
    #expect(CongestionState.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
    #expect(CongestionState(rawValue: 5) == nil)
  }
}
