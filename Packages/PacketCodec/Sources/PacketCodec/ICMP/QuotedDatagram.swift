/// The start of the datagram an ICMP error complains of: its IPv4 header and the eight octets behind it.
///
/// Eight octets are all an error has to quote, enough for the ports and TCP's sequence number, by which the error finds
/// its connection and a blind forgery is told from a true one (RFC 5927 §4.1). More may follow; it is not kept.
///
/// Source: RFC 792; RFC 1122 §3.2.2.
public struct QuotedDatagram: Hashable, Sendable {
  /// The header of the datagram that failed, as the router saw it. Its checksum may be stale.
  public var header: IPv4Header
  /// The eight octets behind the header, the first one most significant.
  public var leadingOctets: UInt64

  /// A quotation of a datagram with this header and these eight octets behind it.
  public init(header: IPv4Header, leadingOctets: UInt64) {
    self.header = header
    self.leadingOctets = leadingOctets
  }

  /// The source port, when TCP or UDP was quoted.
  public var sourcePort: UInt16 { UInt16(leadingOctets >> 48) }
  /// The destination port, when TCP or UDP was quoted.
  public var destinationPort: UInt16 { UInt16(truncatingIfNeeded: leadingOctets >> 32) }
  /// The second word; the sequence number when TCP was quoted.
  public var secondWord: UInt32 { UInt32(truncatingIfNeeded: leadingOctets) }

  /// Octets on the wire: 28 ... 68.
  public var encodedCount: Int { header.headerCount + 8 }

  /// Appends `encodedCount` octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    header.encode(into: &output)
    output.append(bigEndian: leadingOctets)
  }

  /// Reads the quotation at the front of an error's payload.
  ///
  /// - Returns: the quotation, and where the octets behind it start.
  /// - Throws: in layer `.icmp`, field `.quotedDatagram`, what is wrong with the quoted header, or `.truncated` when fewer
  ///   than eight octets follow it.
  public static func decode(
    _ payload: RawSpan
  ) throws(DecodeError) -> (header: QuotedDatagram, payloadOffset: Int) {
    do throws(DecodeError) {
      let (header, offset) = try IPv4Header.decode(payload)
      guard payload.byteCount >= offset + 8 else {
        throw .truncated(.icmp, .quotedDatagram, needed: offset + 8, available: payload.byteCount)
      }
      return (QuotedDatagram(header: header, leadingOctets: payload.bigEndian(at: offset)), offset + 8)
    } catch {
      switch error {
      case .truncated(_, _, let needed, let available):
        throw .truncated(.icmp, .quotedDatagram, needed: needed, available: available)
      case .badLength(_, _, let minimum, let found):
        throw .badLength(.icmp, .quotedDatagram, minimum: minimum, found: found)
      case .unsupported(_, _, let expected, let found):
        throw .unsupported(.icmp, .quotedDatagram, expected: expected, found: found)
      }
    }
  }
}
