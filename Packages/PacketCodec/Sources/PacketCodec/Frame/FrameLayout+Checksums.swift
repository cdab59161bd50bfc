extension FrameLayout {
  /// Whether the checksum of the IPv4 header fits; nil when not all of the header is there, or its length is wrong.
  ///
  /// - Parameter octets: what the layout was read from, here as below.
  public func isIPv4ChecksumValid(in octets: RawSpan) -> Bool? {
    guard let ipv4, ipv4.captured >= 20 else { return nil }
    let count = Int(octets.bigEndian(at: ipv4.offset, as: UInt8.self) & 15) * 4
    guard count >= 20, count <= ipv4.captured else { return nil }
    var sum = InternetChecksum()
    sum.add(octets.extracting(ipv4.offset ..< ipv4.offset + count))
    return sum.isValid
  }

  /// Whether the checksum over the ICMP message fits; nil for a fragment, and when some of it was cut.
  public func isICMPChecksumValid(in octets: RawSpan) -> Bool? {
    guard let icmp, let message = Self.summed(icmp, 4) else { return nil }
    return ICMPHeader.isChecksumValid(octets.extracting(message))
  }

  /// Whether the checksum over TCP segment and pseudo-header fits; nil for a fragment, and when some of it was cut.
  public func isTCPChecksumValid(in octets: RawSpan) -> Bool? {
    guard let tcp, let segment = Self.summed(tcp, 18) else { return nil }
    var sum = InternetChecksum()
    let start = tcp.carrier.offset
    if tcp.carrier.isIPv6 {
      sum.add(octets.extracting(start + 8 ..< start + 40))
    } else {
      let header = Extent(offset: start, captured: tcp.extent.offset - start, count: tcp.extent.offset - start)
      let destination: Int
      switch Self.destination(of: header, in: octets) {
      case .header: destination = start + 16
      case .route(let offset): destination = offset
      case .unknown: return false
      }
      sum.add(octets.extracting(start + 12 ..< start + 16))
      sum.add(octets.extracting(destination ..< destination + 4))
    }
    sum.add(UInt16(IPProtocol.tcp.rawValue))
    sum.add(UInt32(truncatingIfNeeded: segment.count))
    sum.add(octets.extracting(segment))
    return sum.isValid
  }

  /// The place of what a checksum covers, when it is all there and reaches behind the checksum's field.
  private static func summed(_ transport: Transport, _ minimum: Int) -> Range<Int>? {
    let extent = transport.extent
    guard extent.isWhole, extent.count >= minimum, !transport.carrier.isFragment else { return nil }
    return extent.offset ..< extent.offset + extent.count
  }
}
