// Copying octets between the forms they are held in.

extension OutputSpan<UInt8> {
  /// Appends a copy of `octets`. Traps when they do not fit: who writes a frame has made room for it.
  mutating func append(copying octets: RawSpan) {
    precondition(octets.byteCount <= freeCapacity, "no room for the octets")
    withUnsafeMutableBufferPointer { buffer, count in
      octets.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
          .copyMemory(from: source)
      }
      count += octets.byteCount
    }
  }

  /// Writes `value` over two octets that are already there, most significant first.
  mutating func overwrite(_ value: UInt16, at offset: Int) {
    var written = mutableSpan
    written[offset] = UInt8(value >> 8)
    written[offset + 1] = UInt8(truncatingIfNeeded: value)
  }
}

extension [UInt8] {
  /// A copy on the heap.
  init(copying octets: RawSpan) {
    self = octets.withUnsafeBytes { Array($0) }
  }
}
