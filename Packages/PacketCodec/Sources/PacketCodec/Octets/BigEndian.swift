// How integers lie on the wire: most significant octet first (RFC 1700, "Data Notation"). Nothing else swaps octets
// for a header; the capture files, whose order is the writer's, have `ByteOrder`.

extension RawSpan {
  /// The integer whose first octet stands at `offset`. Traps past the end: a decoder compares the length once, first.
  @inlinable
  @inline(__always)
  func bigEndian<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Integer.Type = Integer.self
  ) -> Integer {
    Integer(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: Integer.self))
  }
}

extension OutputSpan<UInt8> {
  /// Appends `value`, most significant octet first. Traps when the span is full: an encoder says its count beforehand.
  @inlinable
  @inline(__always)
  mutating func append<Integer: FixedWidthInteger & BitwiseCopyable>(bigEndian value: Integer) {
    let size = MemoryLayout<Integer>.size
    precondition(freeCapacity >= size, "no room for \(size) octets")
    withUnsafeMutableBufferPointer { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).storeBytes(of: value.bigEndian, toByteOffset: count, as: Integer.self)
      count &+= size
    }
  }

  /// Appends octets, completed to a multiple of four with zeros, as options are.
  @inlinable
  @inline(__always)
  mutating func append(padded octets: InlineOctets) {
    var index = 0
    var left = octets.count
    while left > 4 {
      append(bigEndian: octets.word(index))
      index &+= 1
      left &-= 8
    }
    if left > 0 { append(bigEndian: octets.word(index).field(at: 32, as: UInt32.self)) }
  }
}
