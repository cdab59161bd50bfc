extension FrameLayout {
  /// Throws for an option that is shorter than its kind takes; a list that breaks otherwise ends there.
  ///
  /// - Parameter list: the list's place in `octets`.
  ///
  /// Source: RFC 791 §3.1; the numbers are in IANA's "IP Option Numbers".
  mutating func checkOptions(_ octets: RawSpan, _ list: Range<Int>) throws(DecodeError) {
    var offset = list.lowerBound
    while offset < list.upperBound {
      let kind: UInt8 = octets.bigEndian(at: offset)
      if kind == 0 { return }
      if kind == 1 {
        offset += 1
        continue
      }
      guard offset + 2 <= list.upperBound else { return }
      let count = Int(octets.bigEndian(at: offset + 1, as: UInt8.self))
      guard count >= 2, offset + count <= list.upperBound else { return }
      let minimum = Self.leastCount(ofOption: kind, of: count)
      guard count >= minimum else {
        errorOffset = offset
        throw .badLength(.ipv4, .optionLength, minimum: minimum, found: count)
      }
      offset += count
    }
  }

  /// Octets that an option of this kind, which has `count`, has at least.
  static func leastCount(ofOption kind: UInt8, of count: Int) -> Int {
    switch kind {
    // Routes and security: a pointer, or a level.
    case 7, 130, 131, 133, 137: 3
    // Probed MTU (RFC 1063), timestamps, stream, router alert (RFC 2113).
    case 11, 12, 68, 136, 148: 4
    // Commercial security: its domain, and a tag or none; seven octets are half of one.
    case 134: count == 7 ? 8 : 6
    // Quick-Start (RFC 4782), traceroute (RFC 1393).
    case 25: 8
    case 82: 12
    default: 2
    }
  }
}
