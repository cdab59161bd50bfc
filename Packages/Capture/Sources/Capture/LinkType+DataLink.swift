internal import PacketCodec

/// libpcap's own numbers for links, DLT_…, are those of capture files but for a few that differ between systems.
extension LinkType {
  /// DLT_RAW of Linux; 101 in a file.
  private static let rawDataLink: CInt = 12

  /// The link type of a file whose frames come from a handle with this data link.
  init(dataLink: CInt) {
    self = dataLink == Self.rawDataLink ? .raw : LinkType(rawValue: UInt16(truncatingIfNeeded: dataLink))
  }

  /// libpcap's number.
  var dataLink: CInt { self == .raw ? Self.rawDataLink : CInt(rawValue) }
}
