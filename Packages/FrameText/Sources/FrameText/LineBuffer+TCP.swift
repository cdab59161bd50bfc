internal import PacketCodec
internal import ToolKit

extension LineBuffer {
  mutating func appendTCP(_ layout: FrameLayout, _ octets: RawSpan) {
    guard let tcp = layout.tcp, case let extent = tcp.extent, extent.captured >= 4 else { return }
    append(",\"tcp\":{\"sport\":")
    append(decimal: octets.number(at: extent.offset, as: UInt16.self))
    append(",\"dport\":")
    append(decimal: octets.number(at: extent.offset + 2, as: UInt16.self))
    if extent.captured >= 16 { appendSegment(tcp, layout, octets) }
    append("}")
  }

  /// What stands behind the ports. The number of a quoted segment is left out: it is not this connection's own.
  private mutating func appendSegment(_ tcp: FrameLayout.Transport, _ layout: FrameLayout, _ octets: RawSpan) {
    let start = tcp.extent.offset
    let bits = octets.number(at: start + 12, as: UInt16.self)
    let count = Int(bits >> 12) * 4
    if !tcp.carrier.isQuoted {
      append(",\"seq\":")
      append(decimal: octets.number(at: start + 4, as: UInt32.self))
    }
    if count >= 20 {
      append(",\"ack\":")
      append(decimal: octets.number(at: start + 8, as: UInt32.self))
    }
    append(",\"hl\":")
    append(Int64(count))
    guard count >= 20 else { return }
    append(",\"flags\":")
    append(decimal: bits & 0x0FFF)
    append(",\"win\":")
    append(decimal: octets.number(at: start + 14, as: UInt16.self))
    guard tcp.extent.captured >= 20 else { return appendSum(layout.isTCPChecksumValid(in: octets)) }
    append(",\"urp\":")
    append(decimal: octets.number(at: start + 18, as: UInt16.self))
    appendSum(layout.isTCPChecksumValid(in: octets))
    guard count > 20 else { return }
    let end = start + min(count, tcp.extent.captured)
    appendOptions(octets.extracting(start + 20 ..< end), count: count - 20)
  }

  /// The first option of each known kind, then all octets of the list.
  ///
  /// - Parameters:
  ///   - list: as much of the list as was captured.
  ///   - count: octets it has by the header.
  private mutating func appendOptions(_ list: RawSpan, count: Int) {
    var found = TCPOptionValues()
    found.read(list, count: count)
    append(found.maximumSegmentSize, ",\"mss\":")
    append(found.windowScale, ",\"ws\":")
    append(found.timestamp, ",\"tsval\":")
    append(found.echoReply, ",\"tsecr\":")
    append(found.leftEdge, ",\"sackle\":")
    append(",\"opts\":\"")
    if list.byteCount == 0 { append("<MISSING>") }
    append(hexadecimal: list)
    append("\"")
  }

  private mutating func append(_ value: UInt32?, _ key: StaticString) {
    guard let value else { return }
    append(key)
    append(decimal: value)
  }
}
