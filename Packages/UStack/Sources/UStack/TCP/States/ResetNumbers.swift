internal import PacketCodec

/// The numbers a RST must carry for its receiver to believe it.
///
/// Source: RFC 9293 §3.5.2 (group 1), §3.10.7.1.
enum ResetNumbers: Hashable {
  /// `<SEQ=SEG.ACK><CTL=RST>`, about a segment that acknowledged something.
  case sequence(SequenceNumber)
  /// `<SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>`, about one that did not.
  case acknowledgment(SequenceNumber)

  /// The numbers that answer this segment.
  init(answering segment: IncomingSegment) {
    self = segment.acknowledgment.map { .sequence($0) } ?? .acknowledgment(segment.end)
  }
}
