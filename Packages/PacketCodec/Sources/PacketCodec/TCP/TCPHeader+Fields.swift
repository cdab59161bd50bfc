extension TCPHeader {
  /// The sender's port.
  @inlinable
  public var sourcePort: UInt16 {
    get { ends.field(at: 48) }
    set { ends.set(newValue, at: 48) }
  }

  /// The receiver's port.
  @inlinable
  public var destinationPort: UInt16 {
    get { ends.field(at: 32) }
    set { ends.set(newValue, at: 32) }
  }

  /// The first octet of the payload, or SYN itself.
  @inlinable
  public var sequence: SequenceNumber {
    get { SequenceNumber(ends.field(at: 0)) }
    set { ends.set(newValue.rawValue, at: 0) }
  }

  /// The acknowledgment field's bits, which mean nothing without ACK; `acknowledgment` knows the difference.
  @inlinable
  public var acknowledgmentField: SequenceNumber { SequenceNumber(answer.field(at: 32)) }

  /// The flags as they are on the wire. Of them ACK follows `acknowledgment`, whatever is set here.
  public var flags: TCPFlags {
    @inlinable
    get { TCPFlags(rawValue: answer.field(at: 16)) }
    set {
      let acknowledges = flags.intersection(.acknowledgment)
      answer.set(newValue.subtracting(.acknowledgment).union(acknowledges).rawValue, at: 16)
    }
  }

  /// The window, not scaled: the shift is the connection's (RFC 7323 §2.2).
  @inlinable
  public var window: UInt16 {
    get { answer.field(at: 0) }
    set { answer.set(newValue, at: 0) }
  }

  /// The checksum field as it was found or is to be sent.
  @inlinable
  public var checksum: UInt16 {
    get { trailer.field(at: 16) }
    set { trailer.set(newValue, at: 16) }
  }

  /// The urgent pointer's bits, which mean nothing without URG.
  @inlinable
  public var urgentPointer: UInt16 {
    get { trailer.field(at: 0) }
    set { trailer.set(newValue, at: 0) }
  }
}
