/// In which order a capture file's integers stand: that of the machine that wrote it.
public enum ByteOrder: Hashable, Sendable {
  /// Most significant octet first.
  case big
  /// Least significant octet first.
  case little
}

extension RawSpan {
  /// The integer whose first octet stands at `offset`. Traps past the end: a reader compares the length once, first.
  func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, _ order: ByteOrder, as type: Integer.Type = Integer.self
  ) -> Integer {
    let value = unsafeLoadUnaligned(fromByteOffset: offset, as: Integer.self)
    return order == .big ? Integer(bigEndian: value) : Integer(littleEndian: value)
  }
}
