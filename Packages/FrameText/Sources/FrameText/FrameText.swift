public import PacketCodec
public import ToolKit

/// Frames as lines, in the words of tcpdump. It knows the conversations so far, whose numbers it counts from their first.
public struct FrameText: Sendable {
  /// Datagrams and tunnels in datagrams that are said: as many as `FrameLayout` follows. A frame may have thousands.
  static let depthLimit = 8

  /// With -e: the link header in front, and `IP` not said again.
  let showsLink: Bool
  private var origins = SequenceOrigins()

  /// No conversation yet.
  ///
  /// - Parameter showsLink: whether a line begins with the link header, as with `tcpdump -e`.
  public init(showsLink: Bool) { self.showsLink = showsLink }

  /// Puts the line's text behind `line`, without time and line feed: text that a terminal may show, whatever the frame.
  ///
  /// - Parameters:
  ///   - layout: where the frame's layers are, found in `octets`.
  ///   - octets: the frame, as far as it was captured.
  ///   - originalCount: octets it had on the link.
  ///   - line: what the text is put behind.
  public mutating func append(
    _ layout: FrameLayout, _ octets: RawSpan, _ originalCount: Int, to line: inout LineBuffer
  ) {
    do throws(DecodeError) {
      try appendLayers(layout, octets, originalCount, to: &line)
    } catch {
      line.append("[")
      line.append("\(error)")
      line.append("], length ")
      line.append(Int64(originalCount))
    }
  }

  private mutating func appendLayers(
    _ layout: FrameLayout, _ octets: RawSpan, _ originalCount: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    if showsLink { LinkText.append(layout, octets, originalCount, to: &line) }
    if layout.ethernet?.offset == 0, layout.etherType == .mpls, layout.linkPayload.offset == 14,
      octets.number(at: 12, as: UInt16.self) == EtherType.mpls.rawValue
    {
      try appendMPLS(octets, layout.linkPayload, depth: 0, to: &line)
    } else if let ip = layout.ipv4 {
      if !showsLink { line.append("IP ") }
      try appendDatagram(octets, ip, to: &line)
    } else if let arp = layout.arp {
      if !showsLink { line.append("ARP, ") }
      let packet = try ARPPacket.decode(octets.extracting(arp.offset ..< arp.offset + arp.captured)).header
      line.append("\(ARPSummary(packet)), length ")
      line.append(Int64(arp.count))
    } else if let error = layout.error {
      throw error
    } else {
      if !showsLink { LinkText.append(layout, octets, originalCount, to: &line) }
      line.append("length ")
      line.append(Int64(layout.linkPayload.count))
    }
  }

  mutating func appendDatagram(
    _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int = 0, to line: inout LineBuffer
  ) throws(DecodeError) {
    let datagram = octets.extracting(extent.offset ..< extent.offset + extent.captured)
    let (ip, start) = try IPv4Header.decode(datagram, presuming: extent.count)
    let missing = Int(ip.totalCount) - extent.count
    if missing > 0 {
      line.append("truncated-ip - ")
      line.append(Int64(missing))
      line.append(" bytes missing! ")
    }
    let payload = datagram.extracting(start...)
    let count = max(Int(ip.totalCount), extent.count) - start
    guard ip.fragment.offset == 0 else {
      appendEnds(ip, to: &line)
      line.append(" ip-proto-")
      return line.append(decimal: ip.protocol.rawValue)
    }
    let inner = FrameLayout.Extent(offset: extent.offset + start, captured: payload.byteCount, count: count)
    switch ip.protocol {
    case .tcp: try appendTCP(ip, payload, count, to: &line)
    case .udp: try appendUDP(ip, octets, inner, depth: depth, to: &line)
    case .icmp: try appendICMP(ip, payload, count, to: &line)
    case .ipv4 where depth < Self.depthLimit:
      appendEnds(ip, to: &line)
      line.append(showsLink ? " " : " IP ")
      try appendDatagram(octets, inner, depth: depth + 1, to: &line)
    case .gre where depth < Self.depthLimit:
      appendEnds(ip, to: &line)
      try appendGRE(octets, inner, depth: depth + 1, to: &line)
    case .pim:
      appendEnds(ip, to: &line)
      appendPIM(payload, count, to: &line)
    default:
      appendEnds(ip, to: &line)
      line.append("  ip-proto-")
      line.append(decimal: ip.protocol.rawValue)
      line.append(" ")
      line.append(Int64(count))
    }
  }

  private func appendEnds(_ ip: IPv4Header, to line: inout LineBuffer) {
    line.append(ip.source)
    line.append(" > ")
    line.append(ip.destination)
    line.append(":")
  }

  private func appendEnds(_ ip: IPv4Header, _ source: UInt16, _ destination: UInt16, to line: inout LineBuffer) {
    line.append(ip.source)
    line.append(UInt8(ascii: "."))
    line.append(decimal: source)
    line.append(" > ")
    line.append(ip.destination)
    line.append(UInt8(ascii: "."))
    line.append(decimal: destination)
    line.append(": ")
  }

  private mutating func appendTCP(
    _ ip: IPv4Header, _ segment: RawSpan, _ count: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    let decoded: (header: TCPHeader, payloadOffset: Int)
    do throws(DecodeError) {
      decoded = try TCPHeader.decode(segment)
    } catch {
      appendEnds(ip, to: &line)
      line.append(" ")
      throw error
    }
    appendEnds(ip, decoded.header.sourcePort, decoded.header.destinationPort, to: &line)
    let numbers = origins.numbers(decoded.header, ip)
    line.append(decoded.header, numbers, payloadCount: max(0, count - decoded.payloadOffset))
  }

  private mutating func appendUDP(
    _ ip: IPv4Header, _ octets: RawSpan, _ extent: FrameLayout.Extent, depth: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    let datagram = octets.extracting(extent.offset ..< extent.offset + extent.captured)
    let header: UDPHeader
    do throws(DecodeError) {
      header = try UDPHeader.decode(datagram).header
    } catch {
      appendEnds(ip, to: &line)
      line.append(" ")
      throw error
    }
    appendEnds(ip, header.sourcePort, header.destinationPort, to: &line)
    let payload = extent.limited(to: Int(header.count)).dropping(UDPHeader.encodedCount)
    guard try !appendTunnel(header, octets, payload, depth: depth + 1, to: &line) else { return }
    line.append("UDP, length ")
    line.append(Int64(header.count) - Int64(UDPHeader.encodedCount))
  }

  private func appendICMP(
    _ ip: IPv4Header, _ octets: RawSpan, _ count: Int, to line: inout LineBuffer
  ) throws(DecodeError) {
    appendEnds(ip, to: &line)
    line.append(" ")
    let (header, offset) = try ICMPHeader.decode(octets)
    let content = (try? ICMPContent.decode(octets.extracting(offset...), of: header.message)) ?? .data
    line.append("\(ICMPSummary(header.message, content)), length ")
    line.append(Int64(count))
  }
}
