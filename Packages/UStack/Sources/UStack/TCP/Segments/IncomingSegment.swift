internal import PacketCodec

/// What a segment says to a connection: its header read once, without ports and checksum.
///
/// Source: RFC 9293 §3.3.1, the SEG variables.
struct IncomingSegment: Hashable {
  /// SEG.SEQ.
  var sequence: SequenceNumber
  /// SEG.ACK, or nil on a segment without ACK.
  var acknowledgment: SequenceNumber?
  /// The flags as they came; they may contradict each other.
  var flags: TCPFlags
  /// The window field, not scaled.
  var window: UInt16
  /// Octets of text.
  var payloadCount: Int
  /// Behind the urgent octets, or nil on a segment without URG.
  var urgentEnd: SequenceNumber?
  /// The timestamps option, or nil.
  var timestamps: TCPTimestamps?
  /// The blocks of a SACK option, none without one.
  var sack = SACKBlocks()
  /// True when the network marked the datagram (RFC 3168 §5).
  var isCongestionMarked = false

  /// What this header says in front of so many octets of text.
  init(_ header: TCPHeader, payloadCount: Int, isCongestionMarked: Bool = false) {
    sequence = header.sequence
    acknowledgment = header.acknowledgment
    flags = header.flags
    window = header.window
    self.payloadCount = payloadCount
    self.isCongestionMarked = isCongestionMarked
    if flags.contains(.urgent) { urgentEnd = header.sequence + Int(header.urgentPointer) }
    guard !header.options.isEmpty else { return }
    timestamps = header.options.timestamps
    if header.options.octets.count > 12 || timestamps == nil { sack = header.options.selectiveAcknowledgment }
  }

  /// True with SYN.
  var isSynchronize: Bool { flags.contains(.synchronize) }
  /// True with FIN.
  var isFinish: Bool { flags.contains(.finish) }
  /// True with RST.
  var isReset: Bool { flags.contains(.reset) }

  /// SEG.LEN: its text, and one place each for SYN and FIN.
  var count: Int { payloadCount + (isSynchronize ? 1 : 0) + (isFinish ? 1 : 0) }
  /// The first place behind it.
  var end: SequenceNumber { sequence + count }
  /// The place of the first octet of text, behind SYN when there is one.
  var textStart: SequenceNumber { isSynchronize ? sequence + 1 : sequence }
}
