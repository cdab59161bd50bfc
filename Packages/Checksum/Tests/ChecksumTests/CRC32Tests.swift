import Checksum
import Testing

@Suite("The CRC-32 of a stream") struct CRC32Tests {
  private static func sum(_ octets: [UInt8]) -> CRC32 {
    var sum = CRC32()
    sum.update(octets.span.bytes)
    return sum
  }

  @Test(
    arguments: [
      ("", 0), ("a", 0xE8B7_BE43), ("123456789", 0xCBF4_3926),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ] as [(String, UInt32)])
  func `is the one that everybody has`(_ text: String, _ expected: UInt32) {
    #expect(Self.sum(Array(text.utf8)).value == expected)
  }

  @Test(arguments: [1, 2, 7, 1000, 4096, 99_999])
  func `does not depend on how the stream is cut`(_ piece: Int) {
    let octets = (0 ..< 100_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    var sum = CRC32()
    for start in stride(from: 0, to: octets.count, by: piece) {
      sum.update(octets[start ..< min(start + piece, octets.count)].span.bytes)
    }
    #expect(sum == Self.sum(octets))
  }

  @Test func `differs with one bit, with one octet more, and with two that changed places`() {
    let sums = [[1, 2, 3], [1, 2, 2], [1, 2, 3, 0], [2, 1, 3], [0, 1, 2, 3]].map(Self.sum)
    #expect(Set(sums).count == sums.count)
  }

  @Test func `is eight digits`() {
    #expect(CRC32().description == "00000000")
    #expect(Self.sum(Array("123456789".utf8)).description == "cbf43926")
  }
}
