import PacketCodec

/// Writes the errors this stack sends.
///
/// Source: RFC 792; RFC 1122 §3.2.2; RFC 1812 §4.3.2.3.
enum ICMPError {
  /// The longest error, header included: what every host takes in.
  static let datagramLimit = 576

  /// An error about what `header` and `payload` are: to its source, from the address it was sent to, with as much of it
  /// as fits.
  static func datagram(
    _ message: ICMPMessage, about header: IPv4Header, payload: RawSpan, timeToLive: UInt8, identification: UInt16
  ) -> Datagram {
    let room = datagramLimit - 20 - ICMPHeader.encodedCount - header.headerCount
    let quoted = payload.extracting(0 ..< min(room, payload.byteCount))
    let quotation = [UInt8](capacity: header.headerCount + quoted.byteCount) { output in
      header.encode(into: &output)
      output.append(copying: quoted)
    }
    return Datagram(
      icmp: message, payload: quotation.span.bytes, from: header.destination, to: header.source,
      timeToLive: timeToLive, identification: identification)
  }
}
