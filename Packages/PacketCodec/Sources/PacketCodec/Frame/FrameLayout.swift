/// Where the layers of a frame stand, found by their lengths and types alone.
///
/// It reads as far as there are octets, and says of each layer how much was captured and how much was on the link. So a
/// header that a capture cut can be shown up to the cut, which the header's own `decode` refuses. Only the first layer of
/// its kind is kept; a layer may stand in a datagram inside another, or in one that an ICMP error quotes.
public struct FrameLayout: Hashable, Sendable {
  /// A layer's octets: from its header to its end, without what the layer around it has behind.
  public struct Extent: Hashable, Sendable {
    /// Where it begins in the frame.
    public var offset: Int
    /// Octets of it in the frame: 0 ... `count`.
    public var captured: Int
    /// Octets of it on the link.
    public var count: Int

    /// A place and its counts, the first of which is not above the second.
    public init(offset: Int, captured: Int, count: Int) {
      self.offset = offset
      self.captured = captured
      self.count = count
    }

    /// True when nothing of it was cut.
    public var isWhole: Bool { captured == count }

    /// The same without its first `header` octets.
    ///
    /// - Precondition: these were captured.
    public func dropping(_ header: Int) -> Extent {
      Extent(offset: offset + header, captured: captured - header, count: count - header)
    }

    /// The same, not longer than `limit`: 0 or more.
    public func limited(to limit: Int) -> Extent {
      Extent(offset: offset, captured: min(captured, limit), count: min(count, limit))
    }
  }

  /// The Ethernet frame; nil on another link, or when its header was cut.
  public internal(set) var ethernet: Extent?
  /// What follows the link's own header.
  public internal(set) var linkPayload: Extent
  /// What the link and the tags behind it say the payload is; nil when they do not, as on a link without a header.
  public internal(set) var etherType: EtherType?
  /// The ARP packet.
  public internal(set) var arp: Extent?
  /// The IPv4 datagram, its length believed as far as the link carried it.
  public internal(set) var ipv4: Extent?
  /// The IPv6 datagram.
  public internal(set) var ipv6: Extent?
  /// The ICMP message.
  public internal(set) var icmp: Transport?
  /// The UDP datagram.
  public internal(set) var udp: Transport?
  /// The TCP segment.
  public internal(set) var tcp: Transport?
  /// Why the reading ended early.
  public internal(set) var error: DecodeError?
  /// Where in the frame that begins from which the error's numbers count: the header it speaks of, or the option.
  /// Without an error, where the last header was.
  public internal(set) var errorOffset = 0

  /// The datagram around a transport layer.
  public struct Carrier: Hashable, Sendable {
    /// Where the datagram begins.
    public var offset: Int
    /// Whether it is IPv6.
    public var isIPv6 = false
    /// Whether it is a fragment, whose checksums cannot be told.
    public var isFragment = false
    /// Whether an ICMP error quotes it.
    public var isQuoted = false
  }

  /// A transport layer and what carries it.
  public struct Transport: Hashable, Sendable {
    /// Its octets.
    public var extent: Extent
    /// The datagram around it.
    public var carrier: Carrier
  }

  /// Datagrams and tunnels inside datagrams that are followed: more than any tunnel has, and a bound on what a hostile frame costs.
  static let depthLimit = 8

  /// Reads `octets`, whatever they are.
  ///
  /// - Parameters:
  ///   - octets: a frame from its link header on, as far as it was captured.
  ///   - linkType: what it begins with.
  ///   - originalCount: octets it had on the link; less than was captured counts as what was captured.
  public init(_ octets: RawSpan, linkType: LinkType, originalCount: Int) {
    linkPayload = Extent(
      offset: 0, captured: octets.byteCount, count: max(originalCount, octets.byteCount))
    do throws(DecodeError) {
      try readLink(octets, linkType)
    } catch {
      self.error = error
    }
  }

  /// Where the network layer begins, behind all that belongs to the link; where the link's payload does, without one.
  public var networkOffset: Int {
    // A tunnel may have another kind inside, so the first of its kind need not be the outermost.
    let offsets = (ipv4?.offset ?? .max, ipv6?.offset ?? .max, arp?.offset ?? .max)
    let first = min(offsets.0, offsets.1, offsets.2)
    return first == .max ? linkPayload.offset : first
  }

  /// The error of a header of `needed` octets that was cut.
  static func cut(_ layer: Layer, _ field: HeaderField, _ needed: Int, _ extent: Extent) -> DecodeError {
    .truncated(layer, field, needed: needed, available: extent.captured)
  }
}
