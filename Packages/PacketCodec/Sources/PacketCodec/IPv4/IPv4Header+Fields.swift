extension IPv4Header {
  /// Six bits of differentiated services and two of congestion notification (RFC 2474 §3, RFC 3168 §5).
  @inlinable
  public var typeOfService: UInt8 {
    get { lengths.field(at: 48) }
    set { lengths.set(newValue, at: 48) }
  }

  /// Octets of the whole datagram, header included, as the sender said: `headerCount` ... 65,535 once decoded.
  @inlinable
  public var totalCount: UInt16 {
    get { lengths.field(at: 32) }
    set { lengths.set(newValue, at: 32) }
  }

  /// Common to all fragments of one datagram.
  @inlinable
  public var identification: UInt16 {
    get { lengths.field(at: 16) }
    set { lengths.set(newValue, at: 16) }
  }

  /// Flags and fragment offset.
  @inlinable
  public var fragment: FragmentField {
    get { FragmentField(rawValue: lengths.field(at: 0)) }
    set { lengths.set(newValue.rawValue, at: 0) }
  }

  /// Hops left.
  @inlinable
  public var timeToLive: UInt8 {
    get { hops.field(at: 56) }
    set { hops.set(newValue, at: 56) }
  }

  /// What the payload is.
  @inlinable
  public var `protocol`: IPProtocol {
    get { IPProtocol(rawValue: hops.field(at: 48)) }
    set { hops.set(newValue.rawValue, at: 48) }
  }

  /// The checksum field as it was found or is to be sent; `computedChecksum` is what it should be.
  @inlinable
  public var checksum: UInt16 {
    get { hops.field(at: 32) }
    set { hops.set(newValue, at: 32) }
  }

  /// The sender.
  @inlinable
  public var source: IPv4Address {
    get { IPv4Address(hops.field(at: 0)) }
    set { hops.set(newValue.rawValue, at: 0) }
  }
}
