internal import PacketCodec
internal import ToolKit

// What tcpdump says of the headers between a datagram and another. Where it says a datagram on a line of its own, this
// says it behind a colon: a frame is a line.

extension FrameText {
  /// The version, the fields that are there, and the payload.
  ///
  /// Source: RFC 2784 §2, RFC 2890 §2, RFC 2637 §4.1.
  mutating func appendGRE(
    _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    guard extent.captured >= 2 else { return line.append(" [|gre]") }
    let flags = octets.number(at: extent.offset, as: UInt16.self)
    line.append(" GREv")
    line.append(decimal: flags & 7)
    guard flags & 7 <= 1 else { return line.append(" [unknown version]") }
    guard extent.captured >= 4 else { return line.append(" [|gre]") }
    let type = EtherType(rawValue: octets.number(at: extent.offset + 2, as: UInt16.self))
    let isEnhanced = flags & 7 == 1
    guard flags & 0x4000 == 0 else { return append(count: extent.count, to: &line) }
    guard let start = appendFields(flags, isEnhanced, octets, extent, to: &line) else { return line.append(" [|gre]") }
    if showsLink {
      line.append(", proto ")
      LinkText.appendName(type, to: &line)
    }
    append(count: extent.count, to: &line)
    line.append(": ")
    let rest = extent.dropping(start)
    guard try !append(type, octets, rest, depth: depth, to: &line) else { return }
    line.append("gre-proto-0x")
    line.append(String(type.rawValue, radix: 16))
  }

  /// - Returns: where the payload begins; nil when a field was cut.
  private func appendFields(
    _ flags: UInt16, _ isEnhanced: Bool, _ octets: RawSpan, _ extent: FrameLayout.Extent, to line: inout LineBuffer
  ) -> Int? {
    var start = 4
    func take() -> UInt32? {
      guard extent.captured >= start + 4 else { return nil }
      defer { start += 4 }
      return octets.number(at: extent.offset + start, as: UInt32.self)
    }
    if flags & 0x8000 != 0 {
      guard let word = take() else { return nil }
      line.append(", off 0x")
      line.append(String(word & 0xFFFF, radix: 16))
    }
    if flags & 0x2000 != 0 {
      guard let word = take() else { return nil }
      line.append(isEnhanced ? ", call " : ", key=0x")
      line.append(String(isEnhanced ? word & 0xFFFF : word, radix: isEnhanced ? 10 : 16))
    }
    if flags & 0x1000 != 0 {
      guard let word = take() else { return nil }
      line.append(", seq ")
      line.append(decimal: word)
    }
    if isEnhanced, flags & 0x80 != 0 {
      guard let word = take() else { return nil }
      line.append(", ack ")
      line.append(decimal: word)
    }
    return start
  }

  private func append(count: Int, to line: inout LineBuffer) {
    line.append(", length ")
    line.append(Int64(count))
  }

  /// What a type says is behind it, if there are words for it.
  mutating func append(
    _ type: EtherType, _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int, to line: inout LineBuffer
  ) throws(DecodeError) -> Bool {
    guard depth < Self.depthLimit else { return false }
    switch type {
    case .ipv4:
      if !showsLink { line.append("IP ") }
      try appendDatagram(octets, extent, depth: depth + 1, to: &line)
    case .mpls, .upstreamMPLS: try appendMPLS(octets, extent, depth: depth + 1, to: &line)
    case .bridged:
      guard extent.captured >= 14 else { return false }
      let frame = octets.extracting(extent.offset ..< extent.offset + extent.captured)
      guard let header = try? EthernetHeader.decode(frame).header, header.tag == nil, header.type == .ipv4 else {
        return false
      }
      if showsLink { LinkText.append(header, extent.count, to: &line) }
      return try append(.ipv4, octets, extent.dropping(14), depth: depth + 1, to: &line)
    default: return false
    }
    return true
  }

  /// Labels, and the datagram behind them.
  ///
  /// Source: RFC 3032 §2.1.
  mutating func appendMPLS(
    _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    line.append("MPLS")
    var rest = extent, isLast = false
    while !isLast {
      guard rest.captured >= 4 else { return line.append("[|mpls]") }
      let word = octets.number(at: rest.offset, as: UInt32.self)
      isLast = word & 0x100 != 0
      line.append(" (label ")
      line.append(decimal: word >> 12)
      line.append(", tc ")
      line.append(decimal: word >> 9 & 7)
      line.append(isLast ? ", [S], ttl " : ", ttl ")
      line.append(decimal: word & 0xFF)
      line.append(")")
      rest = rest.dropping(4)
    }
    guard rest.captured > 0, octets.number(at: rest.offset, as: UInt8.self) >> 4 == 4 else { return }
    line.append(" ")
    _ = try append(.ipv4, octets, rest, depth: depth, to: &line)
  }

  /// The version, and what kind of message it is.
  ///
  /// Source: RFC 7761 §4.9.
  func appendPIM(_ message: RawSpan, _ count: Int, to line: inout LineBuffer) {
    guard message.byteCount >= 1 else { return line.append(" [|pim]") }
    let octet = message.number(at: 0, as: UInt8.self)
    line.append(" PIMv")
    line.append(decimal: octet >> 4)
    if octet >> 4 == 2 {
      line.append(", ")
      line.append(Int(octet & 15) < Self.messages.count ? Self.messages[Int(octet & 15)] : "Unknown")
    }
    append(count: count, to: &line)
  }

  private static let messages = [
    "Hello", "Register", "Register-Stop", "Join / Prune", "Bootstrap", "Assert", "Graft", "Graft-ACK",
    "Candidate RP Advertisement",
  ]
}
