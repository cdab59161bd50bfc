/// A TCP header as a value.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     |          Source Port          |       Destination Port        |
///     |                        Sequence Number                        |
///     |                    Acknowledgment Number                      |
///     | Offset| Rsv |A|C E U A P R S F|            Window             |
///     |           Checksum            |         Urgent Pointer        |
///     |                    [Options], padded to 4 octets              |
///
/// One type serves a dump, which shows every bit a peer sent, and a stack, which wants meaning. So the bits are stored,
/// and the meaning is computed beside them: `acknowledgment` is nil without ACK, `control` is one thing or
/// `.contradictory`. Neither can disagree with the bits, and decoding and encoding give back the very octets.
///
/// Source: RFC 9293 §3.1.
public struct TCPHeader: Hashable, Sendable {
  /// The sender's port.
  public var sourcePort: UInt16
  /// The receiver's port.
  public var destinationPort: UInt16
  /// The first octet of the payload, or SYN itself.
  public var sequence: SequenceNumber
  /// The acknowledgment field's bits, which mean nothing without ACK; `acknowledgment` knows the difference.
  public private(set) var acknowledgmentField: SequenceNumber
  /// The flags as they are on the wire.
  public private(set) var flags: TCPFlags
  /// The window, not scaled: the shift is the connection's (RFC 7323 §2.2).
  public var window: UInt16
  /// The checksum field as it was found or is to be sent.
  public var checksum: UInt16
  /// The urgent pointer's bits, which mean nothing without URG.
  public var urgentPointer: UInt16
  /// The options.
  public var options: TCPOptions

  /// A header from its fields.
  ///
  /// - Parameters:
  ///   - acknowledgment: the next octet the sender expects; nil for a segment without ACK.
  ///   - flags: all but ACK, which follows `acknowledgment` whatever is said here.
  public init(
    sourcePort: UInt16, destinationPort: UInt16, sequence: SequenceNumber, acknowledgment: SequenceNumber? = nil,
    flags: TCPFlags = [], window: UInt16, checksum: UInt16 = 0, urgentPointer: UInt16 = 0,
    options: TCPOptions = TCPOptions()
  ) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
    self.sequence = sequence
    self.acknowledgmentField = SequenceNumber(0)
    self.flags = flags
    self.window = window
    self.checksum = checksum
    self.urgentPointer = urgentPointer
    self.options = options
    self.acknowledgment = acknowledgment
  }

  /// The next octet the sender expects, or nil on a segment without ACK. Setting it sets or clears ACK.
  public var acknowledgment: SequenceNumber? {
    get { flags.contains(.acknowledgment) ? acknowledgmentField : nil }
    set {
      acknowledgmentField = newValue ?? SequenceNumber(0)
      if newValue == nil { flags.remove(.acknowledgment) } else { flags.insert(.acknowledgment) }
    }
  }

  /// What the segment does to a connection's state.
  public var control: TCPControl { TCPControl(flags) }

  /// Octets the header takes, options padded: 20 ... 60.
  public var encodedCount: Int { 20 + (options.octets.count + 3) & ~3 }

  /// Places of sequence space the segment takes: its payload, and one for SYN and FIN each.
  ///
  /// Source: RFC 9293 §3.4, SEG.LEN.
  public func sequenceCount(payloadCount: Int) -> Int {
    payloadCount + (flags.contains(.synchronize) ? 1 : 0) + (flags.contains(.finish) ? 1 : 0)
  }
}

extension TCPHeader {
  /// Reads the header at the front of `segment`.
  ///
  /// Flags may contradict each other and options may be broken: see `control` and `options.error`. The checksum is not
  /// looked at.
  ///
  /// - Returns: the header, and where the payload starts: 20 ... 60.
  /// - Throws: `.truncated` for the header or its options, `.badLength` for a data offset under 20 octets.
  public static func decode(_ segment: RawSpan) throws(DecodeError) -> (header: TCPHeader, payloadOffset: Int) {
    let available = segment.byteCount
    guard available >= 20 else { throw .truncated(.tcp, .header, needed: 20, available: available) }
    let bits: UInt16 = segment.bigEndian(at: 12)
    let headerCount = Int(bits >> 12) * 4
    guard headerCount >= 20 else { throw .badLength(.tcp, .dataOffset, minimum: 20, found: headerCount) }
    guard headerCount <= available else {
      throw .truncated(.tcp, .dataOffset, needed: headerCount, available: available)
    }
    return (TCPHeader(checked: segment, headerCount: headerCount), headerCount)
  }

  /// The fields of a header whose lengths were found good.
  private init(checked segment: RawSpan, headerCount: Int) {
    sourcePort = segment.bigEndian(at: 0)
    destinationPort = segment.bigEndian(at: 2)
    sequence = SequenceNumber(segment.bigEndian(at: 4))
    acknowledgmentField = SequenceNumber(segment.bigEndian(at: 8))
    flags = TCPFlags(rawValue: segment.bigEndian(at: 12))
    window = segment.bigEndian(at: 14)
    checksum = segment.bigEndian(at: 16)
    urgentPointer = segment.bigEndian(at: 18)
    options =
      headerCount == 20 ? TCPOptions() : TCPOptions(octets: InlineOctets(segment.extracting(20 ..< headerCount)))
  }

  /// Appends `encodedCount` octets, the checksum field as it stands in the value.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: sourcePort)
    output.append(bigEndian: destinationPort)
    output.append(bigEndian: sequence.rawValue)
    output.append(bigEndian: acknowledgmentField.rawValue)
    output.append(bigEndian: offsetAndFlags)
    output.append(bigEndian: window)
    output.append(bigEndian: checksum)
    output.append(bigEndian: urgentPointer)
    options.octets.withOctets { output.append(octets: $0) }
    for _ in options.octets.count ..< encodedCount - 20 { output.append(0) }
  }

  /// What the checksum field must hold in front of `payload`.
  public func computedChecksum(payload: RawSpan, _ pseudoHeader: PseudoHeader) -> UInt16 {
    sum(payload, pseudoHeader).value
  }

  /// True when the checksum field fits header and payload.
  public func isChecksumValid(payload: RawSpan, _ pseudoHeader: PseudoHeader) -> Bool {
    var sum = sum(payload, pseudoHeader)
    sum.add(checksum)
    return sum.isValid
  }

  /// True when the checksum field holds the pseudo-header's sum, for the interface to complete: as on a capture at a
  /// sender with offload. Such a segment is whole, though its checksum is not valid yet.
  public func isChecksumPartial(payloadCount: Int, _ pseudoHeader: PseudoHeader) -> Bool {
    checksum == pseudoHeader.partialChecksum(of: .tcp, count: encodedCount + payloadCount)
  }

  /// The sum of everything but the checksum field.
  private func sum(_ payload: RawSpan, _ pseudoHeader: PseudoHeader) -> InternetChecksum {
    var sum = pseudoHeader.checksum(of: .tcp, count: encodedCount + payload.byteCount)
    sum.add(sourcePort)
    sum.add(destinationPort)
    sum.add(sequence.rawValue)
    sum.add(acknowledgmentField.rawValue)
    sum.add(offsetAndFlags)
    sum.add(window)
    sum.add(urgentPointer)
    options.octets.withOctets { sum.add($0) }
    sum.padToWord()
    sum.add(payload)
    sum.padToWord()
    return sum
  }

  private var offsetAndFlags: UInt16 { UInt16(encodedCount / 4) << 12 | flags.rawValue }
}
