import PacketCodec
import Testing

@Suite struct `A TCP header` {
  let ends = PseudoHeader(source: IPv4Address(10, 77, 0, 1), destination: IPv4Address(10, 77, 0, 2))
  let header = TCPHeader(
    sourcePort: 40000, destinationPort: 7, sequence: SequenceNumber(.max), acknowledgment: SequenceNumber(9),
    flags: [.synchronize, .push, .reserved, .accurateECN], window: 512, checksum: 0xABCD, urgentPointer: 3,
    options: TCPOptions([.maximumSegmentSize(1460), .noOperation]))

  /// Shows: RFC 9293 MUST-68, MUST-69.
  @Test func `comes back as it was written, its options padded`() throws {
    let octets = encoded { header.encode(into: &$0) }
    #expect(octets.count == 28 && header.encodedCount == 28)
    let (decoded, offset) = try TCPHeader.decode(octets.span.bytes)
    var padded = header
    for _ in 0 ..< 3 { padded.options.append(.endOfList) }
    #expect(decoded == padded)
    #expect(offset == 28)
  }

  @Test(arguments: 0 ..< 28) func `is truncated before its last option`(count: Int) {
    let octets = encoded { header.encode(into: &$0) }
    let error: DecodeError =
      count < 20
      ? .truncated(.tcp, .header, needed: 20, available: count)
      : .truncated(.tcp, .dataOffset, needed: 28, available: count)
    #expect(throws: error) { try TCPHeader.decode(octets.span.bytes.extracting(0 ..< count)) }
  }

  @Test(arguments: 0 ..< 5) func `is refused with a data offset inside itself`(words: UInt8) {
    var octets = encoded { header.encode(into: &$0) }
    octets[12] = words << 4
    #expect(throws: DecodeError.badLength(.tcp, .dataOffset, minimum: 20, found: Int(words) * 4)) {
      try TCPHeader.decode(octets.span.bytes)
    }
  }

  @Test(arguments: UInt16(0) ... 0xFFF) func `keeps any flags and says what they do`(bits: UInt16) throws {
    var octets = encoded {
      TCPHeader(sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(3), window: 4).encode(into: &$0)
    }
    octets[12] |= UInt8(bits >> 8)
    octets[13] = UInt8(bits & 0xFF)
    let decoded = try TCPHeader.decode(octets.span.bytes).header
    #expect(decoded.flags.rawValue == bits)
    #expect(encoded { decoded.encode(into: &$0) } == octets)
    let expected: TCPControl =
      switch bits & 7 {
      case 0: .none
      case 1: .finish
      case 2: .synchronize
      case 4: .reset
      default: .contradictory
      }
    #expect(decoded.control == expected)
  }

  @Test func `has an acknowledgment number only with ACK`() throws {
    let contradictory = try #require(GoldenFrame("tcp-contradictory").decoded.tcp)
    #expect(contradictory.acknowledgment == nil)
    #expect(contradictory.acknowledgmentField == SequenceNumber(0xDEAD_BEEF))
    var changed = header
    changed.acknowledgment = nil
    #expect(!changed.flags.contains(.acknowledgment))
    changed.acknowledgment = SequenceNumber(0)
    #expect(changed.flags.contains(.acknowledgment) && changed.acknowledgment == SequenceNumber(0))
  }

  @Test func `takes ACK from the number, not from the flags`() {
    let without = TCPHeader(
      sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(3), flags: [.acknowledgment, .finish], window: 4)
    #expect(without.flags == .finish)
    var changed = header
    changed.flags = [.urgent, .push]
    #expect(changed.flags == [.urgent, .push, .acknowledgment] && changed.acknowledgment == header.acknowledgment)
    changed.acknowledgment = nil
    changed.flags = [.reset, .acknowledgment]
    #expect(changed.flags == .reset)
  }

  @Test func `counts SYN and FIN as places of sequence space`() {
    #expect(header.sequenceCount(payloadCount: 10) == 11)
    var both = header
    both = TCPHeader(
      sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(3), flags: [.synchronize, .finish], window: 0)
    #expect(both.sequenceCount(payloadCount: 0) == 2)
    both = TCPHeader(sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(3), flags: .reset, window: 0)
    #expect(both.sequenceCount(payloadCount: 0) == 0)
  }

  @Test func `covers payload and addresses with its checksum`() {
    var sent = header
    let payload = [UInt8]("odd".utf8)
    sent.checksum = sent.computedChecksum(payload: payload.span.bytes, ends)
    #expect(isValid(sent, payload, ends))
    #expect(!isValid(sent, [UInt8]("even".utf8), ends))
    #expect(!isValid(sent, payload, PseudoHeader(source: ends.source, destination: .any)))
    sent.options = TCPOptions([.maximumSegmentSize(1461), .noOperation])
    #expect(!isValid(sent, payload, ends))
  }

  private func isValid(_ header: TCPHeader, _ payload: [UInt8], _ ends: PseudoHeader) -> Bool {
    header.isChecksumValid(payload: payload.span.bytes, ends)
  }

  @Test(arguments: GoldenFrame.all.filter { $0.decoded.tcp != nil })
  func `of a golden frame is valid and written back octet by octet`(frame: GoldenFrame) throws {
    let isValid = frame.decoded.isTransportChecksumValid(in: frame.octets.span.bytes)
    #expect(isValid == true)
    let header = try #require(frame.decoded.tcp)
    let start = frame.decoded.transportRange.lowerBound
    #expect(encoded { header.encode(into: &$0) } == Array(frame.octets[start ..< start + header.encodedCount]))
  }
}
