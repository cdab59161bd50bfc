/// A frame read layer by layer, as far as it can be read.
///
/// An error ends the reading and is kept beside the layers before it: a dump shows both. The octets are not kept; ranges
/// count in the frame's octets, which the caller has.
public struct DecodedFrame: Hashable, Sendable {
  /// The link header; nil on a link without one, or when it could not be read.
  public private(set) var ethernet: EthernetHeader?
  /// What the link carries.
  public private(set) var network = NetworkLayer.none
  /// What the datagram carries.
  public private(set) var transport = TransportLayer.none
  /// The datagram behind its IPv4 header, without the link's padding; empty without a datagram.
  public private(set) var transportRange = 0 ..< 0
  /// What follows the last header that was read, without the link's padding. It ends where the octets do when the frame
  /// was cut; see `missingCount`.
  public private(set) var payloadRange = 0 ..< 0
  /// Octets of the datagram that are not in the frame, because the capture cut it or its sender lied; 0 for a whole one.
  public private(set) var missingCount = 0
  /// Why the reading ended early, or what is wrong with the TCP options or the quoted datagram of a frame read to its
  /// end. Wrong checksums are no error: ask `isTransportChecksumValid(in:)` and the IPv4 header.
  public private(set) var error: DecodeError?

  /// Reads `octets`, whatever they are.
  ///
  /// - Parameters:
  ///   - octets: a frame from its link header on, 0 octets or more.
  ///   - linkType: Ethernet, or a link without a header; any other one gives an error at layer `.link`.
  public init(_ octets: RawSpan, linkType: LinkType = .ethernet) {
    payloadRange = 0 ..< octets.byteCount
    do throws(DecodeError) {
      switch linkType {
      case .ethernet: try readEthernet(octets)
      case .raw, .ipv4: try readIPv4(octets, at: 0)
      default:
        throw .unsupported(
          .link, .linkType, expected: Int(LinkType.ethernet.rawValue), found: Int(linkType.rawValue))
      }
    } catch {
      self.error = error
    }
  }

  private mutating func readEthernet(_ octets: RawSpan) throws(DecodeError) {
    let (header, offset) = try EthernetHeader.decode(octets)
    ethernet = header
    payloadRange = offset ..< octets.byteCount
    switch header.type {
    case .arp:
      let (packet, end) = try ARPPacket.decode(octets.extracting(offset...))
      network = .arp(packet)
      payloadRange = offset + end ..< offset + end
    case .ipv4:
      try readIPv4(octets, at: offset)
    default:
      network = .other(header.type)
    }
  }

  private mutating func readIPv4(_ octets: RawSpan, at offset: Int) throws(DecodeError) {
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
    error = header.options.error
  }

  private mutating func readUDP(_ datagram: RawSpan) throws(DecodeError) {
    let (header, offset) = try UDPHeader.decode(datagram)
    transport = .udp(header)
    let start = transportRange.lowerBound
    payloadRange = start + offset ..< min(start + Int(header.count), transportRange.upperBound)
  }

  private mutating func readICMP(_ octets: RawSpan) throws(DecodeError) {
    let (header, offset) = try ICMPHeader.decode(octets)
    transport = .icmp(header, quoted: nil)
    payloadRange = transportRange.lowerBound + offset ..< transportRange.upperBound
    guard header.message.quotesDatagram else { return }
    transport = .icmp(header, quoted: try QuotedDatagram.decode(octets.extracting(offset...)).header)
  }
}

extension DecodedFrame {
  /// The IPv4 header, or nil without one.
  public var ipv4: IPv4Header? {
    if case .ipv4(let header) = network { header } else { nil }
  }

  /// The TCP header, or nil without one.
  public var tcp: TCPHeader? {
    if case .tcp(let header) = transport { header } else { nil }
  }

  /// Whether the checksum of the TCP, UDP or ICMP layer fits.
  ///
  /// - Parameter octets: the octets the frame was read from.
  /// - Returns: nil when it cannot be told: another layer, a fragment, or octets missing.
  public func isTransportChecksumValid(in octets: RawSpan) -> Bool? {
    guard let ipv4, missingCount == 0, !ipv4.fragment.isFragment else { return nil }
    let payload = octets.extracting(payloadRange)
    switch transport {
    case .icmp: return ICMPHeader.isChecksumValid(octets.extracting(transportRange))
    case .tcp(let header): return header.isChecksumValid(payload: payload, PseudoHeader(ipv4))
    case .udp(let header):
      let isWhole = Int(header.count) <= transportRange.count
      return isWhole ? header.isChecksumValid(payload: payload, PseudoHeader(ipv4)) : nil
    case .none, .fragment, .other: return nil
    }
  }
}
