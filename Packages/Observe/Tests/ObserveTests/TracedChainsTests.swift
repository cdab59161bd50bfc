import SocketKit
import Testing

import Observe

@Suite struct `What the tracepoint told, beside a dump` {
  private static let client = SocketAddress("10.0.0.1:40000")!
  private static let server = SocketAddress("10.0.0.2:80")!

  /// Of the dumps, the earlier was at 10 ms and the later began at 20 ms and ended at 21 ms. Changes are a microsecond
  /// apart, the first at 15 ms.
  private struct Script {
    var chains = TracedChains()
    var nanoseconds: Int64 = 15_000_000

    mutating func tell(
      _ states: TCPSocketState..., local: SocketAddress = client, remote: SocketAddress = server
    ) {
      for (from, to) in zip(states, states.dropFirst()) {
        chains.take(
          .change(TracedStateChange(nanoseconds: nanoseconds, local: local, remote: remote, from: from, to: to)))
        nanoseconds += 1000
      }
    }

    /// - Returns: "from to since-observed", in microseconds; with "?" where it is inferred. Nil when nothing was told.
    mutating func steps(
      _ from: TCPSocketState?, _ to: TCPSocketState?, began: Int64 = 20, local: SocketAddress = client,
      remote: SocketAddress = server
    ) -> [String]? {
      func moment(_ nanoseconds: Int64) -> Timestamp {
        Timestamp(realtimeNanoseconds: nanoseconds + 7, monotonicNanoseconds: nanoseconds)
      }
      let transition = SocketTransition(
        observed: moment((began + 1) * 1_000_000), since: moment(10_000_000), local: local, remote: remote, from: from,
        to: to, inode: 9)
      return chains.steps(of: transition, began: moment(began * 1_000_000))?.map { step in
        #expect(step.inode == 9 && step.observed == moment(step.observed.monotonicNanoseconds))
        let stretch = [step.since, step.observed].map { $0.map { "\($0.monotonicNanoseconds / 1000)" } ?? "" }
        return "\(step.from?.name ?? "-") \(step.to?.name ?? "-") \(stretch.joined(separator: "-"))"
          + (step.isInferred ? "?" : "")
      }
    }

    mutating func forget(before milliseconds: Int64) {
      chains.forget(
        before: Timestamp(realtimeNanoseconds: 0, monotonicNanoseconds: milliseconds * 1_000_000))
    }
  }

  @Test func `makes a change between two looks moments, and leaves to the dump when TIME_WAIT began`() {
    var script = Script()
    script.tell(.established, .finWait1, .finWait2, .closed)
    #expect(
      script.steps(.established, .timeWait) == [
        "ESTABLISHED FIN_WAIT1 15000-15000", "FIN_WAIT1 FIN_WAIT2 15001-15001", "FIN_WAIT2 TIME_WAIT 15001-21000",
      ])
    #expect(script.steps(.established, .timeWait) == nil)
  }

  @Test func `knows a FIN_WAIT2 that the kernel keeps in the object of TIME_WAIT`() {
    var script = Script()
    script.tell(.established, .finWait1, .finWait2, .closed)
    #expect(
      script.steps(.established, .finWait2) == [
        "ESTABLISHED FIN_WAIT1 15000-15000", "FIN_WAIT1 FIN_WAIT2 15001-15001",
      ])
  }

  @Test func `knows when TIME_WAIT began behind CLOSING, and when a socket ended`() {
    var script = Script()
    script.tell(.finWait1, .closing, .closed)
    #expect(
      script.steps(.finWait1, .timeWait) == ["FIN_WAIT1 CLOSING 15000-15000", "CLOSING TIME_WAIT 15001-15001"])
    script.tell(.closeWait, .lastAck, .closed)
    #expect(
      script.steps(.closeWait, nil) == ["CLOSE_WAIT LAST_ACK 15002-15002", "LAST_ACK - 15003-15003"])
  }

  @Test func `finds the beginning of a socket that had no port yet, if it is the only one`() {
    var nameless = Self.client
    nameless.port = 0
    var script = Script()
    script.tell(.closed, .synSent, local: nameless)
    script.tell(.synSent, .established)
    #expect(script.steps(nil, .established) == ["- SYN_SENT 15000-15000", "SYN_SENT ESTABLISHED 15001-15001"])

    script.tell(.closed, .synSent, local: nameless)
    script.tell(.closed, .synSent, local: nameless)
    script.tell(.synSent, .established)
    #expect(script.steps(nil, .established) == ["- SYN_SENT 10000-15004?", "SYN_SENT ESTABLISHED 15004-15004"])
  }

  @Test func `has a server's socket from its third segment on, and SYN_RECV only for certain`() {
    var script = Script()
    script.tell(.listen, .synReceived, .established, local: Self.server, remote: Self.client)
    #expect(
      script.steps(nil, .established, local: Self.server, remote: Self.client) == [
        "- SYN_RECV 10000-15001?", "SYN_RECV ESTABLISHED 15001-15001",
      ])
  }

  @Test func `counts for nothing where two namespaces have the same ends`() {
    var script = Script()
    script.tell(.established, .finWait1)
    script.tell(.established, .finWait1)
    #expect(script.steps(.established, .finWait1) == nil)
    // Nor is half of it taken for the next.
    #expect(script.steps(.established, .finWait1) == nil)
  }

  @Test(arguments: [
    (TCPSocketState.synSent, TCPSocketState.finWait1), (.established, .closeWait), (.established, .timeWait),
  ])
  func `counts for nothing where it leads from or to other states than the dumps`(
    _ from: TCPSocketState, _ to: TCPSocketState
  ) {
    var script = Script()
    script.tell(.established, .finWait1)
    #expect(script.steps(from, to) == nil)
  }

  @Test func `counts for nothing of other ends, and where some of it was lost`() {
    var script = Script()
    script.tell(.established, .finWait1, local: Self.server, remote: Self.client)
    #expect(script.steps(.established, .finWait1) == nil)
    script.tell(.established, .finWait1)
    script.chains.take(.lost)
    #expect(script.steps(.established, .finWait1) == nil)
    script.forget(before: 20)
    script.tell(.established, .finWait1)
    #expect(script.steps(.established, .finWait1) != nil)
  }

  @Test func `is kept for the next dump where it came after this one`() {
    var script = Script()
    script.tell(.established, .finWait1)
    script.nanoseconds = 20_500_000
    script.tell(.finWait1, .finWait2)
    #expect(script.steps(.established, .finWait1) == ["ESTABLISHED FIN_WAIT1 15000-15000"])
    script.forget(before: 20)
    #expect(script.steps(.finWait1, .finWait2, began: 30) == ["FIN_WAIT1 FIN_WAIT2 20500-20500"])
  }

  @Test func `is another's where a dump came after it that does not show it`() {
    var script = Script()
    script.tell(.established, .finWait1, .finWait2)
    #expect(script.steps(.established, .finWait1) == nil)
    script.tell(.established, .finWait1)
    script.forget(before: 20)
    #expect(script.steps(.established, .finWait1, began: 30) == nil)
  }
}
