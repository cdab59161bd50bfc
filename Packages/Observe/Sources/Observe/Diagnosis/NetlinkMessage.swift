internal import CMnl

/// Where one netlink message lies in a datagram, and what its header says.
///
/// Read with checked offsets instead of libmnl's macros, so that no octet can lead outside the datagram.
///
/// Source: netlink(7), struct nlmsghdr.
struct NetlinkMessage {
  /// The type: a control message below 16, else the family's own.
  var kind: Int
  var flags: Int
  var sequence: UInt32
  /// Its content, as offsets in the datagram.
  var payload: Range<Int>
  /// Where the next one begins; perhaps beyond the datagram's end, when there is none.
  var end: Int

  private static let headerOctets = MemoryLayout<nlmsghdr>.size

  init(_ datagram: RawSpan, at offset: Int) throws(SocketDiagnosisError) {
    guard datagram.byteCount - offset >= Self.headerOctets else { throw .malformed(.messageLength, at: offset) }
    let header = datagram.unsafeLoadUnaligned(fromByteOffset: offset, as: nlmsghdr.self)
    guard let length = Int(exactly: header.nlmsg_len), length >= Self.headerOctets,
      length <= datagram.byteCount - offset
    else { throw .malformed(.messageLength, at: offset) }
    kind = Int(header.nlmsg_type)
    flags = Int(header.nlmsg_flags)
    sequence = header.nlmsg_seq
    payload = offset + Self.headerOctets ..< offset + length
    end = offset + length.roundedUpToWord
  }
}

extension Int {
  /// Netlink begins each message and each attribute at a multiple of four.
  var roundedUpToWord: Int { (self + 3) & ~3 }
}
