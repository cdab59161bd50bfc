public import PacketCodec

/// A segment that is due: all of it but its text, which still lies in the connection's buffer.
///
/// The stack writes the layers below around it and asks for the text last, so that each octet is copied once.
public struct OutgoingSegment: Sendable {
  /// Where it comes from.
  public var source: IPv4Address
  /// Where it goes.
  public var destination: IPv4Address
  /// The header; its checksum is not computed yet.
  public var header: TCPHeader
  /// Octets of text behind the header. More than `segmentOctets` is a super-frame that the link has to cut.
  public var payloadCount: Int
  /// Octets of text in each segment that the link cuts a super-frame into.
  public var segmentOctets: Int
  /// The IP header's differentiated services and congestion notification (RFC 2474, RFC 3168).
  public var typeOfService: UInt8
  /// Hops the datagram may live.
  public var timeToLive: UInt8
  /// Whose text it is, or nil for a segment without a connection and without text.
  var slot: Int? = nil

  /// True for more than one segment, which the link has to cut.
  public var isSuperFrame: Bool { segmentOctets > 0 && payloadCount > segmentOctets }

  /// The segments that the link would cut a super-frame into, in order; the segment itself when it is none.
  var pieces: [OutgoingSegment] {
    guard isSuperFrame else { return [self] }
    return stride(from: 0, to: payloadCount, by: segmentOctets).map { offset in
      var piece = self
      piece.header.sequence = header.sequence + offset
      piece.payloadCount = min(segmentOctets, payloadCount - offset)
      piece.header.flags = header.flags.ofPiece(
        isFirst: offset == 0, isLast: offset + piece.payloadCount == payloadCount)
      return piece
    }
  }

  /// The first octet of text in the connection's stream.
  var textStart: SequenceNumber {
    header.flags.contains(.synchronize) ? header.sequence + 1 : header.sequence
  }
}

extension TCPFlags {
  /// What a segment cut from a super-frame has of its flags: the end belongs behind the last octet, and that the window
  /// was reduced is said once.
  ///
  /// Source: RFC 3168 §6.1.2.
  func ofPiece(isFirst: Bool, isLast: Bool) -> TCPFlags {
    var flags = self
    if !isLast { flags.subtract([.finish, .push]) }
    if !isFirst { flags.remove(.windowReduced) }
    return flags
  }
}
