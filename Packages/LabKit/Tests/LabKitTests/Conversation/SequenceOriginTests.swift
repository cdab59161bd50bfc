import PacketCodec
import Testing

@testable import LabKit

@Suite struct `Places counted from an initial number` {
  @Test func `go on where the number wraps`() {
    var origin = SequenceOrigin(initial: SequenceNumber(0xFFFF_FFFE))
    #expect(origin.place(of: SequenceNumber(0xFFFF_FFFE)) == 0)
    #expect(origin.place(of: SequenceNumber(0xFFFF_FFFF)) == 1)
    #expect(origin.place(of: SequenceNumber(3)) == 5)
    #expect(origin.place(of: SequenceNumber(0xFFFF_FFFF)) == 1)
  }

  @Test func `pass four gigabytes`() {
    var origin = SequenceOrigin(initial: SequenceNumber(0xFFFF_FFF0))
    var number = SequenceNumber(0xFFFF_FFF0)
    var place: Int64 = 0
    for _ in 0 ..< 10 {
      number += 0x4000_0000
      place += 0x4000_0000
      #expect(origin.place(of: number) == place)
    }
  }

  @Test func `are negative before the initial number`() {
    var origin = SequenceOrigin(initial: SequenceNumber(0))
    #expect(origin.place(of: SequenceNumber(0xFFFF_FFFF)) == -1)
  }

  @Test func `take the number just opposite for an earlier one`() {
    var origin = SequenceOrigin(initial: SequenceNumber(7))
    #expect(origin.place(of: SequenceNumber(0x8000_0007)) == -0x8000_0000)
  }
}
