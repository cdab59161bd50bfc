/// The CRC-32 of octets as crc32(1) writes it, for constants that say one.
enum CRC32Text {
  static func of(_ octets: [UInt8]) -> String {
    var sum: UInt32 = .max
    for octet in octets {
      sum ^= UInt32(octet)
      for _ in 0 ..< 8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    let digits = String(~sum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
