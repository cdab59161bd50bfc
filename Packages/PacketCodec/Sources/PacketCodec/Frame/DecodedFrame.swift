/// A frame read layer by layer, as far as it can be read.
///
/// An error ends the reading and is kept beside the layers before it: a dump shows both. The octets are not kept; ranges
/// count in the frame's octets, which the caller has.
public struct DecodedFrame: Hashable, Sendable {
  /// What the frame begins with.
  public internal(set) var link = LinkHeader.none
  /// What the link carries.
  public internal(set) var network = NetworkLayer.none
  /// What the datagram carries.
  public internal(set) var transport = TransportLayer.none
  /// The datagram behind its IPv4 header, without the link's padding; empty without a datagram.
  public internal(set) var transportRange = 0 ..< 0
  /// What follows the last header that was read, without the link's padding. It ends where the octets do when the frame
  /// was cut; see `missingCount`.
  public internal(set) var payloadRange = 0 ..< 0
  /// Octets of the datagram that are not in the frame, because the capture cut it or its sender lied; 0 for a whole one.
  public internal(set) var missingCount = 0
  /// Why the reading ended early, or what is wrong with the TCP options or the quoted datagram of a frame read to its
  /// end. Wrong checksums are no error: ask `isTransportChecksumValid(in:)` and the IPv4 header.
  public internal(set) var error: DecodeError?
  /// Where in the frame that begins from which the error's numbers count: the header it speaks of, or the option.
  /// Without an error, where the last header was.
  public internal(set) var errorOffset = 0

  /// Reads `octets`, whatever they are.
  ///
  /// - Parameters:
  ///   - octets: a frame from its link header on, 0 octets or more.
  ///   - linkType: what it begins with; one that this package does not read gives an error at layer `.link`.
  public init(_ octets: RawSpan, linkType: LinkType = .ethernet) {
    payloadRange = 0 ..< octets.byteCount
    do throws(DecodeError) {
      try readLink(octets, linkType)
    } catch {
      self.error = error
    }
  }
}

extension DecodedFrame {
  /// The Ethernet header, or nil on another link, or when it could not be read.
  public var ethernet: EthernetHeader? {
    if case .ethernet(let header) = link { header } else { nil }
  }

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
