/// Puts one pcapng block, little-endian, behind what is there.
///
/// Source: draft-ietf-opsawg-pcapng §3.1, §3.5.
struct PcapNGBlockWriter {
  private var octets: [UInt8]
  private let start: Int

  /// A block of `type` behind `octets`; its length is put in by `finish()`.
  init(type: UInt32, behind octets: consuming [UInt8]) {
    start = octets.count
    self.octets = octets
    append(type)
    append(0 as UInt32)
  }

  mutating func append<Integer: FixedWidthInteger>(_ value: Integer) {
    for shift in stride(from: 0, to: Integer.bitWidth, by: 8) {
      octets.append(UInt8(truncatingIfNeeded: value >> Integer(shift)))
    }
  }

  /// A time in two halves, the upper one first, as packets and statistics have it.
  mutating func append(time nanoseconds: Int64) {
    let ticks = UInt64(max(nanoseconds, 0))
    append(UInt32(ticks >> 32))
    append(UInt32(truncatingIfNeeded: ticks))
  }

  /// Octets, completed to a multiple of four with zeros.
  mutating func append(padded content: some Collection<UInt8>) {
    octets.append(contentsOf: content)
    let count = content.count
    for _ in count ..< (count + 3) & ~3 { octets.append(0) }
  }

  /// The options `body` appends, and the mark behind them.
  mutating func options(_ body: (inout PcapNGBlockWriter) -> Void) {
    body(&self)
    append(PcapNGOption.endOfOptions)
    append(0 as UInt16)
  }

  mutating func append(_ code: UInt16, octets value: some Collection<UInt8>) {
    append(code)
    append(UInt16(value.count))
    append(padded: value)
  }

  /// A text option, cut between characters when it is too long for one.
  mutating func append(_ code: UInt16, text: String) {
    var end =
      text.utf8.index(
        text.utf8.startIndex, offsetBy: CaptureLimit.optionOctets, limitedBy: text.utf8.endIndex) ?? text.utf8.endIndex
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    append(code, octets: text.utf8[..<end])
  }

  /// A counter, unless it is not known.
  mutating func append(_ code: UInt16, counter: UInt64?) {
    guard let counter else { return }
    append(code)
    append(8 as UInt16)
    append(counter)
  }

  /// The octets with the block complete: its length in front and behind.
  consuming func finish() -> [UInt8] {
    let count = UInt32(octets.count - start + 4)
    append(count)
    for index in 0 ..< 4 { octets[start + 4 + index] = UInt8(truncatingIfNeeded: count >> UInt32(8 * index)) }
    return octets
  }
}
