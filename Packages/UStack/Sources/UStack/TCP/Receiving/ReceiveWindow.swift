internal import PacketCodec

/// What window the peer is told.
enum ReceiveWindow {
  /// The window field of the next segment; it moves the edge the peer was told, but never left, and not by crumbs.
  ///
  /// A field counts in steps of `1 << shift`, so it is rounded down when the window grows, and up when rounding down
  /// would take back what was promised; but not beyond the buffer and a step, or a peer that sends octet by octet would
  /// find the window open for ever. Then the field says a little less than was promised, and what was promised is taken.
  ///
  /// - Parameters:
  ///   - room: octets the application's buffer takes beyond RCV.NXT.
  ///   - limit: octets of the whole buffer.
  ///   - segment: octets the peer puts into a segment.
  ///
  /// Source: RFC 9293 §3.8.6.2.2 (MUST-39), §3.8.6 (SHLD-14); RFC 7323 §2.3, §2.4.
  static func field(
    _ receive: inout ReceiveSequence, room: Int, limit: Int, segment: Int, shift: UInt8
  ) -> UInt16 {
    let promised = receive.window
    let growth = room - promised
    var window = growth >= min(limit / 2, max(segment, 1)) ? room : promised
    let step = 1 << Int(shift)
    window = window > promised ? max(promised, window / step * step) : promised
    let rounded = (window + step - 1) / step
    window = min(rounded * step < room + step ? rounded : window / step, 65_535)
    let octets = window * step
    if octets > promised { receive.windowEnd = receive.next + octets }
    return UInt16(window)
  }

  /// The shift with which a window of `limit` octets fits into 16 bits: 0 ... 14.
  ///
  /// Source: RFC 7323 §2.3.
  static func shift(for limit: Int) -> UInt8 {
    var shift: UInt8 = 0
    while shift < Negotiation.largestShift, limit >> Int(shift) > 65_535 { shift += 1 }
    return shift
  }
}
