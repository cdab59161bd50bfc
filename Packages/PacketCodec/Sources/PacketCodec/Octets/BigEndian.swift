// How integers lie on the wire: most significant octet first (RFC 1700, "Data Notation"). Nothing else swaps octets
// for a header; the capture files, whose order is the writer's, have `ByteOrder`.

extension RawSpan {
  /// The integer whose first octet stands at `offset`. Traps past the end: a decoder compares the length once, first.
  @inline(__always)
  func bigEndian<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Integer.Type = Integer.self
  ) -> Integer {
    Integer(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: Integer.self))
  }
}

extension OutputSpan<UInt8> {
  /// Appends `value`, most significant octet first. Traps when the span is full: an encoder says its count beforehand.
  @inline(__always)
  mutating func append<Integer: FixedWidthInteger & UnsignedInteger>(bigEndian value: Integer) {
    var shift = Integer.bitWidth
    while shift > 0 {
      shift -= 8
      append(UInt8(truncatingIfNeeded: value >> Integer(shift)))
    }
  }

  /// Appends every octet of `octets`. Traps when they do not fit.
  mutating func append(octets: RawSpan) {
    for offset in 0 ..< octets.byteCount {
      append(octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self))
    }
  }
}
