extension FrameLayout {
  /// Where a datagram is on its way to, as far as its options tell.
  public enum Destination: Hashable, Sendable {
    /// To the header's own destination: there is no source route, or it is at its end.
    case header
    /// To the last address of a source route, which begins there in the frame.
    case route(offset: Int)
    /// It cannot be told: the options were cut, one before the route is shorter than its kind takes, or the route's length
    /// is no whole number of addresses.
    case unknown
  }

  /// Where a datagram is on its way to.
  ///
  /// - Parameters:
  ///   - datagram: the datagram; its fixed header must have been captured.
  ///   - octets: what the layout was read from.
  ///
  /// Source: RFC 791 §3.1, Loose Source and Record Route; RFC 1122 §3.2.1.8.
  public static func destination(of datagram: Extent, in octets: RawSpan) -> Destination {
    let headerCount = Int(octets.bigEndian(at: datagram.offset, as: UInt8.self) & 15) * 4
    let end = datagram.offset + headerCount, captured = datagram.offset + datagram.captured
    var offset = datagram.offset + 20, isGood = true
    while offset < end {
      guard offset < captured else { return .unknown }
      let kind: UInt8 = octets.bigEndian(at: offset)
      if kind == 0 { return .header }
      if kind == 1 {
        offset += 1
        continue
      }
      guard offset + 2 <= end else { return .header }
      guard offset + 2 <= captured else { return .unknown }
      let count = Int(octets.bigEndian(at: offset + 1, as: UInt8.self))
      guard count >= 2, offset + count <= end else { return .header }
      if kind == 0x83 || kind == 0x89, count > 3 {
        guard offset + 3 <= captured else { return .unknown }
        return destination(ofRouteAt: offset, count, octets, isWhole: end <= captured && isGood)
      }
      if count < leastCount(ofOption: kind, of: count) { isGood = false }
      offset += count
    }
    return .header
  }

  private static func destination(ofRouteAt offset: Int, _ count: Int, _ octets: RawSpan, isWhole: Bool) -> Destination
  {
    let pointer = Int(octets.bigEndian(at: offset + 2, as: UInt8.self))
    guard pointer >= 4, pointer & 3 == 0, pointer <= count else { return .header }
    return isWhole && (count - 3) & 3 == 0 ? .route(offset: offset + count - 4) : .unknown
  }
}
