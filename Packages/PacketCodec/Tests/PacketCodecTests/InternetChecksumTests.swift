import PacketCodec
import Testing

@Suite struct `The Internet checksum` {
  /// RFC 1071 §3: the words 0001 f203 f4f5 f6f7 sum to ddf2.
  let example = hex("0001 f203 f4f5 f6f7")

  @Test func `the RFC's example sums as the RFC says`() {
    var sum = InternetChecksum()
    sum.add(example.span.bytes)
    #expect(sum.value == ~0xDDF2)
  }

  @Test func `octets that hold their own checksum are valid, and no longer with one bit turned`() {
    var sum = InternetChecksum()
    sum.add(example.span.bytes)
    var whole = example + [UInt8(sum.value >> 8), UInt8(sum.value & 0xFF)]
    #expect(isValid(whole))
    whole[3] ^= 0x10
    #expect(!isValid(whole))
  }

  @Test(arguments: 0 ... 70) func `any two cuts give the sum of the whole`(count: Int) {
    var random = SplitMix(seed: UInt64(count))
    let octets = (0 ..< count).map { _ in UInt8.random(in: 0 ... 255, using: &random) }
    let whole = naive(octets)
    for first in 0 ... count {
      for second in first ... count {
        var sum = InternetChecksum()
        sum.add(octets.span.bytes.extracting(0 ..< first))
        sum.add(octets.span.bytes.extracting(first ..< second))
        sum.add(octets.span.bytes.extracting(second ..< count))
        #expect(sum.value == whole)
      }
    }
  }

  @Test func `words count as their octets, behind an odd octet too`() {
    var words = InternetChecksum()
    words.add(hex("ab").span.bytes)
    words.add(0x1234_5678 as UInt32)
    words.add(0x9ABC as UInt16)
    #expect(words.value == naive(hex("ab 12345678 9abc")))
  }

  @Test func `a padded odd end is followed by a whole word`() {
    var sum = InternetChecksum()
    sum.add(hex("ab").span.bytes)
    sum.padToWord()
    sum.add(0x1234 as UInt16)
    #expect(sum.value == naive(hex("ab00 1234")))
  }

  @Test func `the longest super-frame of ones sums to ones`() {
    let octets = [UInt8](repeating: 0xFF, count: 65_535)
    var sum = InternetChecksum()
    sum.add(octets.span.bytes)
    #expect(sum.value == naive(octets))
  }

  /// RFC 1624 §4: where RFC 1141's way ends at 0xFFFF, the right one ends at 0.
  @Test func `a replaced word changes it as RFC 1624 says`() {
    #expect(InternetChecksum.updated(0xDD2F, replacing: 0x5555 as UInt16, by: 0x3285) == 0)
  }

  @Test(arguments: UInt64(1) ... 20) func `replaced words change it as summing again does`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var octets = (0 ..< 40).map { _ in UInt8.random(in: 0 ... 255, using: &random) }
    let before = naive(octets)
    let old = octets[8 ..< 12].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
    let new = UInt32.random(in: 0 ... .max, using: &random)
    octets.replaceSubrange(8 ..< 12, with: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: new >> $0) })
    #expect(InternetChecksum.updated(before, replacing: old, by: new) == naive(octets))
  }

  @Test func `a field that holds the pseudo-header's sum is completed by summing from there on`() {
    let ends = PseudoHeader(source: IPv4Address(10, 77, 0, 1), destination: IPv4Address(10, 77, 0, 2))
    let payload = hex("01 02 03")
    var segment = TCPHeader(sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(3), window: 4)
    let complete = segment.computedChecksum(payload: payload.span.bytes, ends)
    segment.checksum = ends.partialChecksum(of: .tcp, count: 23)
    let isPartial = (
      segment.isChecksumPartial(payloadCount: 3, ends), segment.isChecksumPartial(payloadCount: 4, ends)
    )
    #expect(isPartial == (true, false))
    var sum = InternetChecksum()
    sum.add((encoded { segment.encode(into: &$0) } + payload).span.bytes)
    #expect(sum.value == complete)
    var datagram = UDPHeader(sourcePort: 1, destinationPort: 2, payloadCount: 3)
    datagram.checksum = ends.partialChecksum(of: .udp, count: 11)
    #expect(datagram.isChecksumPartial(ends))
    datagram.checksum ^= 1
    #expect(!datagram.isChecksumPartial(ends))
  }

  private func isValid(_ octets: [UInt8]) -> Bool {
    var sum = InternetChecksum()
    sum.add(octets.span.bytes)
    return sum.isValid
  }

  /// The definition, word by word.
  private func naive(_ octets: [UInt8]) -> UInt16 {
    var sum = 0
    for (index, octet) in octets.enumerated() { sum += index & 1 == 0 ? Int(octet) << 8 : Int(octet) }
    while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
    return ~UInt16(sum)
  }
}
