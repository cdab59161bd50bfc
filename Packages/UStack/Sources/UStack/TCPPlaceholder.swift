import PacketCodec

/// Stands where TCP will be: it has no connection and answers nothing.
struct TCP: Sendable {
  /// When `expire` has work.
  var deadline: Instant? { nil }

  /// Takes a segment whose IPv4 header was checked, to our own address.
  mutating func receive(_ header: IPv4Header, _ segment: RawSpan, now: Instant) {}

  /// Takes an error about a segment of ours.
  ///
  /// - Returns: true when the quoted segment is one in flight, so that the error is believed (RFC 5927 §4.1).
  mutating func receive(_ message: ICMPMessage, about quotation: QuotedDatagram, now: Instant) -> Bool { false }

  /// Hears that the path to `destination` carries no more than `mtu` octets a datagram.
  mutating func receive(pathMTU mtu: Int, to destination: IPv4Address, now: Instant) {}

  /// The next segment to send; nil when there is none.
  mutating func transmit(now: Instant) -> OutgoingSegment? { nil }

  /// Appends the `payloadCount` octets of the segment just given.
  mutating func write(payloadOf segment: OutgoingSegment, into output: inout OutputSpan<UInt8>) {}

  /// Does what is due.
  mutating func expire(now: Instant) {}
}
