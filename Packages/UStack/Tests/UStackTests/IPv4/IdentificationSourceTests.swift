import PacketCodec
import Testing

@testable import UStack

@Suite struct `The number of a datagram` {
  /// Shows: RFC 6864 §4.3.
  @Test(arguments: UInt64(0) ... 5) func `does not come again among 65,536`(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var source = IdentificationSource(&random)
    #expect(Set((0 ..< 65_536).map { _ in source.next() }).count == 65_536)
  }

  @Test func `does not tell how many were sent between two`() {
    var random = RandomSource(seed: 3)
    var source = IdentificationSource(&random)
    let numbers = (0 ..< 1_000).map { _ in source.next() }
    let steps = Set(zip(numbers, numbers.dropFirst()).map { $1 &- $0 })
    #expect(steps.count > 100)
  }

  @Test func `is zero where it means nothing, since nobody may cut the datagram`() {
    var bench = Bench(.datagrams)
    for sequence in 1 ... 2 {
      _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 1, sequence: UInt16(sequence), mayFragment: false))
    }
    #expect(bench.sent().map { $0.ipv4?.identification } == [0, 0])
  }

  @Test func `differs where routers may cut it`() {
    var bench = Bench(.datagrams)
    for sequence in 1 ... 100 {
      _ = bench.stack.send(EchoRequest(to: Bench.peer, identifier: 1, sequence: UInt16(sequence)))
    }
    #expect(Set(bench.sent().map { $0.ipv4?.identification }).count == 100)
  }
}
