internal import PacketCodec

/// What the first option of each kind says, in a list that may have been cut.
struct TCPOptionValues {
  var maximumSegmentSize: UInt32?
  var windowScale: UInt32?
  var timestamp: UInt32?
  var echoReply: UInt32?
  var leftEdge: UInt32?

  /// Reads the options up to the end, the first broken one, or the cut.
  mutating func read(_ list: RawSpan, count: Int) {
    var offset = 0
    while offset < list.byteCount {
      let kind = list.number(at: offset, as: UInt8.self)
      if kind == 0 { return }
      if kind == 1 {
        offset += 1
        continue
      }
      guard offset + 2 <= list.byteCount else { return }
      let length = Int(list.number(at: offset + 1, as: UInt8.self))
      guard length >= 2, offset + length <= count else { return }
      // An option of MPTCP has its kind in its third octet, and SACK one block at least (RFC 2018 §3); Wireshark looks no
      // further without.
      if length == 2, kind == 30 || kind == 5 { return }
      read(kind, length, list.extracting(offset ..< min(offset + length, list.byteCount)))
      offset += length
    }
  }

  private mutating func read(_ kind: UInt8, _ length: Int, _ option: RawSpan) {
    let there = option.byteCount
    switch (kind, length) {
    case (2, 4) where there >= 4:
      maximumSegmentSize = maximumSegmentSize ?? UInt32(option.number(at: 2, as: UInt16.self))
    case (3, 3) where there >= 3:
      windowScale = windowScale ?? UInt32(option.number(at: 2, as: UInt8.self))
    case (5, 6...) where there >= 6:
      leftEdge = leftEdge ?? option.number(at: 2, as: UInt32.self)
    case (8, 10):
      if there >= 6 { timestamp = timestamp ?? option.number(at: 2, as: UInt32.self) }
      if there >= 10 { echoReply = echoReply ?? option.number(at: 6, as: UInt32.self) }
    default: break
    }
  }
}
