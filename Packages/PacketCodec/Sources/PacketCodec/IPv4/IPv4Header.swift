/// An IPv4 header as a value.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     |Version|  IHL  |Type of Service|          Total Length         |
///     |         Identification        |Flags|      Fragment Offset    |
///     |  Time to Live |    Protocol   |         Header Checksum       |
///     |                       Source Address                          |
///     |                    Destination Address                        |
///     |                    Options                    |    Padding    |
///
/// Nothing of the header is lost: the options are kept as octets, so `isChecksumValid` needs only the value.
///
/// Source: RFC 791 §3.1.
public struct IPv4Header: Hashable, Sendable {
  /// Type of service, total length, identification and fragment field; the first octet is zero here, since the version
  /// is four and the options say the length.
  @usableFromInline
  var lengths: UInt64
  /// Time to live, protocol, checksum and source.
  @usableFromInline
  var hops: UInt64
  /// The receiver.
  public var destination: IPv4Address
  /// The options, padding included.
  public var options: InlineOctets

  /// A header for a payload of `payloadCount` octets, with its checksum computed.
  ///
  /// - Precondition: header and payload together are at most 65,535 octets.
  public init(
    source: IPv4Address, destination: IPv4Address, protocol: IPProtocol, payloadCount: Int,
    identification: UInt16 = 0, fragment: FragmentField = .whole(mayFragment: false), timeToLive: UInt8 = 64,
    typeOfService: UInt8 = 0, options: InlineOctets = InlineOctets()
  ) {
    lengths = UInt64(typeOfService) << 48 | UInt64(identification) << 16 | UInt64(fragment.rawValue)
    hops = UInt64(timeToLive) << 56 | UInt64(`protocol`.rawValue) << 48 | UInt64(source.rawValue)
    self.destination = destination
    self.options = options
    totalCount = UInt16(headerCount + payloadCount)
    checksum = computedChecksum
  }

  /// Octets the header takes, options padded: 20 ... 60.
  @inlinable
  public var headerCount: Int { 20 &+ (options.count &+ 3) & ~3 }

  /// The explicit congestion notification: 0 not capable, 1 and 2 capable, 3 congestion experienced (RFC 3168 §5).
  public var congestionNotification: UInt8 { typeOfService & 3 }

  /// The payload's place in a datagram of which `available` octets are at hand.
  ///
  /// It ends where the datagram does, before any padding of the link, or where the octets end, when a capture or a
  /// fraud cut it: a receiver compares `totalCount` with what it has.
  ///
  /// - Parameter available: octets at hand from the start of this header.
  @inlinable
  public func payloadRange(available: Int) -> Range<Int> {
    headerCount ..< max(headerCount, min(Int(totalCount), available))
  }
}
