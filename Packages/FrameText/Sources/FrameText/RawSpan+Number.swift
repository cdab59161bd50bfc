extension RawSpan {
  /// The number whose first octet stands at `offset`, most significant first. Traps past the end: the layout says how
  /// much there is.
  @inline(__always)
  func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type) -> Number {
    Number(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}
