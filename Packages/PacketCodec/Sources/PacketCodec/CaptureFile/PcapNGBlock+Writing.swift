extension PcapNGBlock {
  /// Puts one block, little-endian, behind `octets`: its type, what `body` appends, and its length on both sides.
  ///
  /// It grows the caller's array in place, since a block is written for each frame.
  static func append(_ type: UInt32, to octets: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
    let start = octets.count
    octets.append(littleEndian: type)
    octets.append(littleEndian: 0 as UInt32)
    body(&octets)
    let count = UInt32(octets.count - start + 4)
    octets.append(littleEndian: count)
    for index in 0 ..< 4 { octets[start + 4 + index] = UInt8(truncatingIfNeeded: count >> UInt32(8 * index)) }
  }
}

extension [UInt8] {
  mutating func append<Integer: FixedWidthInteger & BitwiseCopyable>(littleEndian value: Integer) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  /// A time in two halves, the upper one first, as packets and statistics have it.
  mutating func append(time nanoseconds: Int64) {
    let ticks = UInt64(Swift.max(nanoseconds, 0))
    append(littleEndian: UInt32(ticks >> 32))
    append(littleEndian: UInt32(truncatingIfNeeded: ticks))
  }

  /// Octets, completed to a multiple of four with zeros.
  mutating func append(padded content: some Collection<UInt8>) {
    append(contentsOf: content)
    let count = content.count
    for _ in count ..< (count + 3) & ~3 { append(0) }
  }
}
