/// The address family that BSD's loopback puts in front of a datagram.
///
/// Source: draft-ietf-opsawg-pcaplinktype, NULL and LOOP.
public struct LoopbackHeader: Hashable, Sendable {
  /// The family by the number its system gives it: 2 is IPv4 everywhere, IPv6 differs.
  public var family: UInt32
  /// The order its octets stand in: for `LinkType.null` that of the machine that captured, for `.loop` the network's.
  public var order: ByteOrder

  /// A header from its fields.
  public init(family: UInt32, order: ByteOrder) {
    self.family = family
    self.order = order
  }

  /// AF_INET.
  public static let ipv4: UInt32 = 2

  /// AF_INET6 of Windows, NetBSD and OpenBSD, FreeBSD, Darwin. Linux has 10, and no such link.
  static let ipv6: [UInt32] = [23, 24, 28, 30]

  /// Octets the header takes.
  public static let encodedCount = 4

  /// Reads the header at the front of `frame`.
  ///
  /// - Parameters:
  ///   - frame: any octets.
  ///   - linkType: `.null`, whose order is told from the number, since a family is a small one; or `.loop`.
  /// - Returns: the header, and 4, where the payload starts.
  /// - Throws: `.truncated` under 4 octets, in layer `.link`.
  public static func decode(
    _ frame: RawSpan, linkType: LinkType
  ) throws(DecodeError) -> (header: LoopbackHeader, payloadOffset: Int) {
    let count = frame.byteCount
    guard count >= encodedCount else { throw .truncated(.link, .header, needed: encodedCount, available: count) }
    let word: UInt32 = frame.bigEndian(at: 0)
    let isSwapped = linkType == .null && word & 0xFFFF_0000 != 0
    let header = LoopbackHeader(family: isSwapped ? word.byteSwapped : word, order: isSwapped ? .little : .big)
    return (header, encodedCount)
  }

  /// Appends 4 octets.
  ///
  /// - Precondition: `output` has room for them.
  public func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: order == .big ? family : family.byteSwapped)
  }
}
