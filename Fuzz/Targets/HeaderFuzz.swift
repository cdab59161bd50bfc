import PacketCodec

/// Which header, and octets that may be one.
///
/// What was read and written reads the same; and written again it is the same octets. Where a header keeps every bit, they
/// are those that came.
enum HeaderFuzz {
  static func fault(of octets: [UInt8]) -> String? {
    guard let kind = octets.first else { return nil }
    let octets = Array(octets.dropFirst())
    return switch kind % 6 {
    case 0: fault(octets, EthernetHeader.decode) { $0.encode(into: &$1) }
    case 1: fault(octets, ARPPacket.decode) { $0.encode(into: &$1) }
    case 2: fault(octets, { (span) throws(DecodeError) in try IPv4Header.decode(span) }) { $0.encode(into: &$1) }
    case 3: fault(octets, ICMPHeader.decode, keepsAll: false) { $0.encode(into: &$1) }
    case 4: fault(octets, UDPHeader.decode) { $0.encode(into: &$1) }
    default: fault(octets, TCPHeader.decode) { $0.encode(into: &$1) }
    }
  }

  /// The longest header that there is.
  private static let longest = 64

  private static func fault<Header: Equatable>(
    _ octets: [UInt8], _ decode: (RawSpan) throws(DecodeError) -> (header: Header, payloadOffset: Int),
    keepsAll: Bool = true, _ encode: (Header, inout OutputSpan<UInt8>) -> Void
  ) -> String? {
    guard let (header, offset) = try? decode(octets.span.bytes) else { return nil }
    guard offset <= octets.count else { return "the payload begins behind \(octets.count) octets: \(offset)" }
    let written = [UInt8](capacity: longest) { encode(header, &$0) }
    guard written.count == offset else { return "\(offset) octets read, \(written.count) written" }
    guard let (again, _) = try? decode(written.span.bytes) else { return "what was written is not read: \(header)" }
    guard again == header else { return "\(header) is read again as \(again)" }
    let rewritten = [UInt8](capacity: longest) { encode(again, &$0) }
    guard rewritten == written else { return "written anew, it is \(rewritten), not \(written)" }
    guard !keepsAll || written == Array(octets[..<offset]) else {
      return "\(octets[..<offset]) is written as \(written)"
    }
    return nil
  }
}
