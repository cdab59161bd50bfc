import PacketCodec

extension Inspector {
  mutating func watch(_ datagram: Frame.Datagram, _ octets: RawSpan) -> FiveTuple? {
    let ip = datagram.ip
    guard isFit(datagram, octets) else {
      return FiveTuple(ip.protocol, source: Endpoint(ip.source), destination: Endpoint(ip.destination))
    }
    let payload = octets.extracting(datagram.payloadOffset ..< datagram.payloadOffset + datagram.capturedCount)
    if ip.fragment.isFragment { return watchPiece(datagram, payload) }
    switch ip.protocol {
    case .tcp: return watchTCP(datagram, payload, octets)
    case .udp: return watchUDP(datagram, payload)
    case .icmp: return watchICMP(datagram, payload, octets)
    default: return count(datagram, ports: nil)
    }
  }

  /// Counts a datagram to its flow.
  private mutating func count(
    _ datagram: Frame.Datagram, ports: (source: UInt16, destination: UInt16)?
  ) -> FiveTuple {
    let tuple = Self.tuple(datagram.ip, ports)
    countFlow(tuple, octets: datagram.extent.count)
    return tuple
  }

  static func tuple(_ ip: IPv4Header, _ ports: (source: UInt16, destination: UInt16)?) -> FiveTuple {
    FiveTuple(
      ip.protocol, source: Endpoint(ip.source, ports?.source),
      destination: Endpoint(ip.destination, ports?.destination))
  }

  /// Whether a host would take the datagram, by its header; what speaks against it is told.
  private mutating func isFit(_ datagram: Frame.Datagram, _ octets: RawSpan) -> Bool {
    let ip = datagram.ip
    if Int(ip.totalCount) > datagram.extent.count {
      sight(
        .malformed, of: .host(ip.source),
        .tooLong(.ipv4, said: Int(ip.totalCount), found: datagram.extent.count))
      return false
    }
    // A group or everybody cannot send (RFC 1122 §3.2.1.3).
    if ip.source.isMulticast || ip.source == .broadcast {
      sight(.malformed, ip, .senderIsGroup)
      return false
    }
    if datagram.layout.isIPv4ChecksumValid(in: octets) == false {
      if ip.checksum == 0 {
        counters.offloaded += 1
      } else {
        sight(.badChecksum, ip, .checksum(.ipv4))
        return false
      }
    }
    return true
  }

  private mutating func watchPiece(_ datagram: Frame.Datagram, _ payload: RawSpan) -> FiveTuple {
    let outcome = pieces.take(datagram.ip, payload, count: datagram.payloadCount, now: now)
    if let overlap = outcome.overlap { sight(.fragmentOverlap, datagram.ip, overlap) }
    if let fault = outcome.malformation { sight(.malformed, datagram.ip, fault) }
    return count(datagram, ports: outcome.ports)
  }

  private mutating func watchUDP(_ datagram: Frame.Datagram, _ payload: RawSpan) -> FiveTuple {
    let ip = datagram.ip
    guard let header = try? UDPHeader.decode(payload).header else { return Self.tuple(ip, nil) }
    let ports = (source: header.sourcePort, destination: header.destinationPort)
    if Int(header.count) > datagram.payloadCount {
      sight(.malformed, ip, .tooLong(.udp, said: Int(header.count), found: datagram.payloadCount))
      return Self.tuple(ip, ports)
    }
    // With a route among the options the sum is over another destination.
    if datagram.isWhole, ip.options.isEmpty {
      let data = payload.extracting(UDPHeader.encodedCount ..< Int(header.count))
      let isValid = header.isChecksumValid(payload: data, PseudoHeader(ip))
      guard isFit(isValid, header.checksum, .udp, ip, count: Int(header.count)) else { return Self.tuple(ip, ports) }
    }
    return count(datagram, ports: ports)
  }

  private mutating func watchICMP(_ datagram: Frame.Datagram, _ payload: RawSpan, _ octets: RawSpan) -> FiveTuple {
    let ip = datagram.ip
    if datagram.layout.icmp?.carrier.offset == datagram.extent.offset,
      datagram.layout.isICMPChecksumValid(in: octets) == false
    {
      sight(.badChecksum, ip, .checksum(.icmp))
      return Self.tuple(ip, nil)
    }
    if let (header, start) = try? ICMPHeader.decode(payload),
      case .destinationUnreachable(.port, _) = header.message,
      let quoted = try? QuotedDatagram.decode(payload.extracting(start...)).header
    {
      refused(quoted)
    }
    return count(datagram, ports: nil)
  }

  /// A UDP datagram found no port. That alone says that it was asked in vain: silence is what UDP usually answers.
  ///
  /// A late answer to a program that has ended is refused as well, and is nobody's question.
  private mutating func refused(_ quoted: QuotedDatagram) {
    guard quoted.header.protocol == .udp, let threshold = thresholds[.portScan] else { return }
    let tuple = Self.tuple(quoted.header, (quoted.sourcePort, quoted.destinationPort))
    guard let place = flows.place(of: tuple.key), flows[place].tuple == tuple, flows[place].phase == .asked else {
      return
    }
    seek(tuple, threshold)
  }

  /// Somebody asked for a port, and has no answer yet or was refused.
  mutating func seek(_ tuple: FiveTuple, _ threshold: Threshold) {
    let source = tuple.source.address
    guard let detail = scan.ask(source, for: tuple.destination, threshold, now: now) else { return }
    sight(
      Matter(.portScan, UInt64(source.rawValue)), .host(source), .host(tuple.destination.address), isCounted: true
    ) { _ in detail }
  }

  /// Whether a transport checksum fits, or was left to an interface; otherwise it is told.
  ///
  /// A kernel that lets the interface sum up leaves the sum of the pseudo-header in the field.
  mutating func isFit(_ isValid: Bool, _ field: UInt16, _ layer: Layer, _ ip: IPv4Header, count: Int) -> Bool {
    if isValid { return true }
    if Self.isLeftToInterface(field, ip, count: count) {
      counters.offloaded += 1
      return true
    }
    sight(.badChecksum, ip, .checksum(layer))
    return false
  }

  private static func isLeftToInterface(_ field: UInt16, _ ip: IPv4Header, count: Int) -> Bool {
    // Some leave the length out, for who cuts a super-frame to put in.
    [count, 0].contains { count in
      var sum = InternetChecksum()
      sum.add(ip.source.rawValue)
      sum.add(ip.destination.rawValue)
      sum.add(UInt16(ip.protocol.rawValue))
      sum.add(UInt32(truncatingIfNeeded: count))
      return field == ~sum.value
    }
  }
}
