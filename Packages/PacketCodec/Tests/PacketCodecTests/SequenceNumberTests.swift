import PacketCodec
import Testing

@Suite struct `A sequence number` {
  let last = SequenceNumber(.max)
  let zero = SequenceNumber(0)

  @Test func `wraps forwards and backwards`() {
    #expect(last + 1 == zero)
    #expect(zero + -1 == last)
    #expect(last + (1 << 32) == last)
    #expect(zero + Int.min == zero)
    var moved = last
    moved += 3
    #expect(moved == SequenceNumber(2))
  }

  @Test func `precedes its successor across the wrap`() {
    #expect(last.precedes(zero))
    #expect(!zero.precedes(last))
    #expect(!zero.precedes(zero))
  }

  @Test func `measures the shorter way`() {
    #expect(zero.distance(from: last) == 1)
    #expect(last.distance(from: zero) == -1)
    #expect(SequenceNumber(0x7FFF_FFFF).distance(from: zero) == 0x7FFF_FFFF)
  }

  @Test func `half the circle away is behind, from either side`() {
    let opposite = SequenceNumber(0x8000_0000)
    #expect(opposite.distance(from: zero) == -0x8000_0000)
    #expect(zero.distance(from: opposite) == -0x8000_0000)
  }

  @Test(arguments: [0, 1, 0x7FFF_FFFE, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, UInt32.max])
  func `and a step give the step back`(origin: UInt32) {
    for step in [-0x8000_0000, -1, 0, 1, 1460, 0x7FFF_FFFF] {
      let start = SequenceNumber(origin)
      #expect((start + step).distance(from: start) == step)
    }
  }
}
