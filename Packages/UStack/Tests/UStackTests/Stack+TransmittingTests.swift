import PacketCodec
import Testing
import UStack

@Suite struct `A frame to send` {
  private static let request = EchoRequest(to: Bench.peer, identifier: 1, sequence: 1, payload: pattern(20))

  /// A stack that has an echo to ask for, and knows its way.
  private static func asking() -> Bench {
    var bench = Bench()
    bench.meetPeer()
    _ = bench.stack.send(request)
    return bench
  }

  @Test func `comes as an array with what comes into a span`() {
    var bench = Self.asking()
    var other = Self.asking()
    let frame = bench.stack.transmit(now: bench.now)
    let nothing = bench.stack.transmit(now: bench.now)
    let sent = other.sent().map(\.octets)
    #expect(frame.map { [$0] } == sent && nothing == nil)
  }

  @Test func `that the link would have to finish comes into a span alone`() async {
    await #expect(processExitsWith: .failure) {
      var bench = Bench { $0.completesChecksums = true }
      _ = bench.stack.transmit(now: bench.now)
    }
  }
}

@Suite struct `A secret of the system's` {
  @Test func `is another one each time`() {
    #expect(KeyedHash.random() != KeyedHash.random())
  }
}
