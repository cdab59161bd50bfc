import PacketCodec

/// The octets `body` appends, at most `capacity`.
func encoded(_ capacity: Int = 128, _ body: (inout OutputSpan<UInt8>) -> Void) -> [UInt8] {
  [UInt8](capacity: capacity, initializingWith: body)
}

/// Octets from hexadecimal digits, blanks between them allowed.
func hex(_ text: String) -> [UInt8] {
  let digits = text.filter { $0 != " " && $0 != "\n" }
  return stride(from: 0, to: digits.count, by: 2).map { offset in
    let start = digits.index(digits.startIndex, offsetBy: offset)
    return UInt8(digits[start ..< digits.index(start, offsetBy: 2)], radix: 16)!
  }
}

/// The octets in place.
func inline(_ octets: some Collection<UInt8>) -> InlineOctets { InlineOctets(Array(octets).span.bytes) }
