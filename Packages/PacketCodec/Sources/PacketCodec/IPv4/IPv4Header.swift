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
  /// Six bits of differentiated services and two of congestion notification (RFC 2474 §3, RFC 3168 §5).
  public var typeOfService: UInt8
  /// Octets of the whole datagram, header included, as the sender said: `headerCount` ... 65,535 once decoded.
  public var totalCount: UInt16
  /// Common to all fragments of one datagram.
  public var identification: UInt16
  /// Flags and fragment offset.
  public var fragment: FragmentField
  /// Hops left.
  public var timeToLive: UInt8
  /// What the payload is.
  public var `protocol`: IPProtocol
  /// The checksum field as it was found or is to be sent; `computedChecksum` is what it should be.
  public var checksum: UInt16
  /// The sender.
  public var source: IPv4Address
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
    self.typeOfService = typeOfService
    self.totalCount = 0
    self.identification = identification
    self.fragment = fragment
    self.timeToLive = timeToLive
    self.protocol = `protocol`
    self.checksum = 0
    self.source = source
    self.destination = destination
    self.options = options
    totalCount = UInt16(headerCount + payloadCount)
    checksum = computedChecksum
  }

  /// Octets the header takes, options padded: 20 ... 60.
  public var headerCount: Int { 20 + (options.count + 3) & ~3 }

  /// The explicit congestion notification: 0 not capable, 1 and 2 capable, 3 congestion experienced (RFC 3168 §5).
  public var congestionNotification: UInt8 { typeOfService & 3 }

  /// The payload's place in a datagram of which `available` octets are at hand.
  ///
  /// It ends where the datagram does, before any padding of the link, or where the octets end, when a capture or a
  /// fraud cut it: a receiver compares `totalCount` with what it has.
  ///
  /// - Parameter available: octets at hand from the start of this header.
  public func payloadRange(available: Int) -> Range<Int> {
    headerCount ..< max(headerCount, min(Int(totalCount), available))
  }
}
