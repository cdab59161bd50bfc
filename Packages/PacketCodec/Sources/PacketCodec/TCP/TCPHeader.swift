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
  /// Ports and sequence number.
  @usableFromInline
  var ends: UInt64
  /// Acknowledgment, flags and window; the data offset between them is zero here, since the options say it.
  @usableFromInline
  var answer: UInt64
  /// Checksum and urgent pointer.
  @usableFromInline
  var trailer: UInt32
  /// The options.
  public var options: TCPOptions

  /// A header from its fields. ACK is set where there is an `acknowledgment`, whatever `flags` say of it.
  public init(
    sourcePort: UInt16, destinationPort: UInt16, sequence: SequenceNumber, acknowledgment: SequenceNumber? = nil,
    flags: TCPFlags = [], window: UInt16, checksum: UInt16 = 0, urgentPointer: UInt16 = 0,
    options: TCPOptions = TCPOptions()
  ) {
    ends = UInt64(sourcePort) << 48 | UInt64(destinationPort) << 32 | UInt64(sequence.rawValue)
    answer = UInt64(flags.rawValue) << 16 | UInt64(window)
    trailer = UInt32(checksum) << 16 | UInt32(urgentPointer)
    self.options = options
    self.acknowledgment = acknowledgment
  }

  /// The next octet the sender expects, or nil on a segment without ACK. Setting it sets or clears ACK.
  public var acknowledgment: SequenceNumber? {
    get { flags.contains(.acknowledgment) ? acknowledgmentField : nil }
    set {
      let flags = newValue == nil ? flags.subtracting(.acknowledgment) : flags.union(.acknowledgment)
      answer.set(newValue?.rawValue ?? 0, at: 32)
      answer.set(flags.rawValue, at: 16)
    }
  }

  /// What the segment does to a connection's state.
  public var control: TCPControl { TCPControl(flags) }

  /// Octets the header takes, options padded: 20 ... 60.
  @inlinable
  public var encodedCount: Int { 20 &+ (options.octets.count &+ 3) & ~3 }

  /// Places of sequence space the segment takes: its payload, and one for SYN and FIN each.
  ///
  /// Source: RFC 9293 §3.4, SEG.LEN.
  public func sequenceCount(payloadCount: Int) -> Int {
    payloadCount + (flags.contains(.synchronize) ? 1 : 0) + (flags.contains(.finish) ? 1 : 0)
  }
}
