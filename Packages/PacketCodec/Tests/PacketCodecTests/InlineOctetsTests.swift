import PacketCodec
import Testing

@Suite struct `Octets kept in place` {
  @Test(arguments: [0, 1, 7, 8, 9, 39, 40]) func `come back as they went in`(count: Int) {
    let octets = (0 ..< count).map { UInt8($0 + 1) }
    let kept = inline(octets)
    #expect(kept.array == octets)
    #expect(kept.count == count)
    #expect(kept.isEmpty == (count == 0))
    kept.withOctets { #expect($0.byteCount == count) }
  }

  @Test func `are equal when count and octets are`() {
    let three = inline([1, 2, 3])
    var grown = inline([1, 2])
    #expect(grown != three)
    grown.append(3)
    #expect(grown == three)
    #expect(Set([grown, three]).count == 1)
    #expect(inline([1, 2, 4]) != three)
    #expect(inline([1, 2, 3, 0]) != three)
  }

  @Test func `differ in the last of forty`() {
    let zeros = [UInt8](repeating: 0, count: 40)
    #expect(inline(zeros) != inline((zeros.dropLast() + [1])))
  }

  @Test func `forty-one is the caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = inline([UInt8](repeating: 0, count: 41))
    }
  }
}
