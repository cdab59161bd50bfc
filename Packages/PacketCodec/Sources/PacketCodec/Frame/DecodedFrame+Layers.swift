// One method a layer, from the link up; each leaves its header and what follows it, or throws why there is none.

extension DecodedFrame {
  mutating func readLink(_ octets: RawSpan, _ linkType: LinkType) throws(DecodeError) {
    switch linkType {
    case .ethernet: try readEthernet(octets)
    case .raw, .rawOfBSD, .ipv4: try readIPv4(octets, from: 0)
    case .null, .loop: try readLoopback(octets, linkType)
    case .linuxCooked:
      let (header, offset) = try CookedHeader.decode(octets)
      link = .cooked(header)
      try readPayload(header.type, octets, from: offset)
    case .linuxCooked2:
      let (header, offset) = try CookedHeader2.decode(octets)
      link = .cooked2(header)
      try readPayload(header.type, octets, from: offset)
    default:
      throw .unsupported(
        .link, .linkType, expected: Int(LinkType.ethernet.rawValue), found: Int(linkType.rawValue))
    }
  }

  private mutating func readEthernet(_ octets: RawSpan) throws(DecodeError) {
    let (header, offset) = try EthernetHeader.decode(octets)
    link = .ethernet(header)
    try readPayload(header.type, octets, from: offset)
  }

  private mutating func readLoopback(_ octets: RawSpan, _ linkType: LinkType) throws(DecodeError) {
    let (header, offset) = try LoopbackHeader.decode(octets, linkType: linkType)
    link = .loopback(header)
    payloadRange = offset ..< octets.byteCount
    if header.family == LoopbackHeader.ipv4 {
      try readIPv4(octets, from: offset)
    } else if LoopbackHeader.ipv6.contains(header.family) {
      network = .other(.ipv6)
    } else {
      throw .unsupported(.link, .protocolType, expected: Int(LoopbackHeader.ipv4), found: Int(header.family))
    }
  }

  private mutating func readPayload(_ type: EtherType, _ octets: RawSpan, from offset: Int) throws(DecodeError) {
    payloadRange = offset ..< octets.byteCount
    switch type {
    case .arp:
      errorOffset = offset
      let (packet, end) = try ARPPacket.decode(octets.extracting(offset...))
      network = .arp(packet)
      payloadRange = offset + end ..< offset + end
    case .ipv4:
      try readIPv4(octets, from: offset)
    default:
      network = .other(type)
      // A length of 802.3 stands in the place of the type; what is behind it is padding.
      if let count = type.length { payloadRange = offset ..< min(offset + count, octets.byteCount) }
    }
  }

  private mutating func readIPv4(_ octets: RawSpan, from offset: Int) throws(DecodeError) {
    errorOffset = offset
    let datagram = octets.extracting(offset...)
    let header = try IPv4Header.decode(datagram).header
    network = .ipv4(header)
    let payload = header.payloadRange(available: datagram.byteCount)
    transportRange = offset + payload.lowerBound ..< offset + payload.upperBound
    payloadRange = transportRange
    missingCount = max(0, Int(header.totalCount) - datagram.byteCount)
    guard header.fragment.offset == 0 else {
      transport = .fragment(header.protocol)
      return
    }
    errorOffset = transportRange.lowerBound
    let segment = octets.extracting(transportRange)
    switch header.protocol {
    case .tcp: try readTCP(segment)
    case .udp: try readUDP(segment)
    case .icmp: try readICMP(segment)
    default: transport = .other(header.protocol)
    }
  }

  private mutating func readTCP(_ segment: RawSpan) throws(DecodeError) {
    let (header, offset) = try TCPHeader.decode(segment)
    transport = .tcp(header)
    payloadRange = transportRange.lowerBound + offset ..< transportRange.upperBound
    guard !header.options.isEmpty, let broken = header.options.firstBroken else { return }
    error = broken.error
    errorOffset = transportRange.lowerBound + 20 + broken.offset
  }

  private mutating func readUDP(_ datagram: RawSpan) throws(DecodeError) {
    let (header, offset) = try UDPHeader.decode(datagram)
    transport = .udp(header)
    let start = transportRange.lowerBound
    payloadRange = start + offset ..< min(start + Int(header.count), transportRange.upperBound)
  }

  private mutating func readICMP(_ octets: RawSpan) throws(DecodeError) {
    let (header, offset) = try ICMPHeader.decode(octets)
    transport = .icmp(header, .data)
    payloadRange = transportRange.lowerBound + offset ..< transportRange.upperBound
    errorOffset = payloadRange.lowerBound
    transport = .icmp(header, try ICMPContent.decode(octets.extracting(offset...), of: header.message))
  }
}
