extension FrameLayout {
  /// Throws for an option that is shorter than its kind takes; a list that breaks otherwise ends there.
  ///
  /// Source: RFC 791 §3.1; the numbers are in IANA's "IP Option Numbers".
  static func checkOptions(_ list: RawSpan) throws(DecodeError) {
    var offset = 0
    while offset < list.byteCount {
      let kind: UInt8 = list.bigEndian(at: offset)
      if kind == 0 { return }
      if kind == 1 {
        offset += 1
        continue
      }
      guard offset + 2 <= list.byteCount else { return }
      let count = Int(list.bigEndian(at: offset + 1, as: UInt8.self))
      guard count >= 2, offset + count <= list.byteCount else { return }
      let minimum = leastCount(ofOption: kind)
      guard count >= minimum else { throw .badLength(.ipv4, .optionLength, minimum: minimum, found: count) }
      offset += count
    }
  }

  /// Octets that an option of this kind has at least.
  private static func leastCount(ofOption kind: UInt8) -> Int {
    switch kind {
    // Routes and security: a pointer, or a level.
    case 7, 130, 131, 133, 137: 3
    // Probed MTU (RFC 1063), timestamps, stream, router alert (RFC 2113).
    case 11, 12, 68, 136, 148: 4
    // Commercial security: its domain.
    case 134: 6
    // Quick-Start (RFC 4782), traceroute (RFC 1393).
    case 25: 8
    case 82: 12
    default: 2
    }
  }
}
