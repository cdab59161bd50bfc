import PacketCodec

/// The payload of an ICMP error.
enum QuotationFuzz {
  static func fault(of octets: [UInt8]) -> String? {
    let span = octets.span.bytes
    let header = try? IPv4Header.decode(span)
    guard let (quoted, offset) = try? QuotedDatagram.decode(span) else {
      let isEnough = header.map { octets.count >= $0.payloadOffset + 8 } ?? false
      return isEnough ? "a header and eight octets are not read" : nil
    }
    guard let header else { return "it is read, its header is not" }
    guard quoted.header == header.header, offset == header.payloadOffset + 8, offset <= octets.count else {
      return "\(quoted) up to \(offset) of \(octets.count)"
    }
    let leading = octets[header.payloadOffset ..< offset].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    return quoted.leadingOctets == leading ? nil : "other octets behind the header"
  }
}
