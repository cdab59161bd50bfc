/// What TCP and UDP add to their checksum from the layer below, so that a segment led astray is noticed.
///
/// Source: RFC 9293 §3.1 (checksum), RFC 768.
public struct PseudoHeader: Hashable, Sendable {
  /// The sender.
  public var source: IPv4Address
  /// The receiver.
  public var destination: IPv4Address

  /// The pseudo-header of what goes from `source` to `destination`.
  public init(source: IPv4Address, destination: IPv4Address) {
    self.source = source
    self.destination = destination
  }

  /// The pseudo-header of what `header` carries.
  public init(_ header: IPv4Header) {
    self.init(source: header.source, destination: header.destination)
  }

  /// A checksum that has taken the pseudo-header and waits for the segment.
  ///
  /// - Parameter count: octets of transport header and payload. More than 65,535, as in a super-frame that offload
  ///   has yet to cut, cannot be valid on a wire; the sum takes the number modulo 2³².
  func checksum(of protocol: IPProtocol, count: Int) -> InternetChecksum {
    var sum = InternetChecksum()
    sum.add(source.rawValue)
    sum.add(destination.rawValue)
    sum.add(UInt16(`protocol`.rawValue))
    sum.add(UInt32(truncatingIfNeeded: count))
    return sum
  }
}

extension PseudoHeader {
  /// What a sender leaves in the checksum field when the interface is to complete it: the sum of the pseudo-header alone,
  /// not complemented. The interface then sums what stands from the transport header on, this field among it.
  ///
  /// - Parameters:
  ///   - protocol: of the transport.
  ///   - count: octets of transport header and payload.
  public func partialChecksum(of protocol: IPProtocol, count: Int) -> UInt16 {
    ~checksum(of: `protocol`, count: count).value
  }
}
