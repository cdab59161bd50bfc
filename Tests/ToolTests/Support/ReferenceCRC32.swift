/// CRC-32 as the appendix of RFC 1952 has it, octet by octet, and without zlib.
func referenceCRC32(_ octets: [UInt8]) -> String {
  let table = (0 ..< 256 as Range<UInt32>).map { number in
    (0 ..< 8).reduce(number) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
  var sum: UInt32 = .max
  octets.withUnsafeBufferPointer { octets in
    for octet in octets { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ octet)] }
  }
  let digits = String(~sum, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
