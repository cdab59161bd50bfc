internal import PacketCodec

/// TCP options as two digits an octet, so that a timeline keeps even those that nobody here understands.
enum Hexadecimal {
  static func text(_ options: TCPOptions) -> String {
    var text = ""
    options.octets.withOctets { octets in
      for index in 0 ..< octets.byteCount {
        let octet = octets.unsafeLoad(fromByteOffset: index, as: UInt8.self)
        text += (octet < 16 ? "0" : "") + String(octet, radix: 16)
      }
    }
    return text
  }

  /// - Returns: nil for anything but pairs of digits, at most 40 of them.
  static func options(_ text: String) -> TCPOptions? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), digits.count <= 80, !digits.contains(where: isSign) else { return nil }
    var octets: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let octet = UInt8(String(decoding: digits[place ... place + 1], as: UTF8.self), radix: 16) else {
        return nil
      }
      octets.append(octet)
    }
    return TCPOptions(octets: InlineOctets(octets.span.bytes))
  }

  /// What Swift's own integers would take before a digit.
  private static func isSign(_ octet: UInt8) -> Bool { octet == UInt8(ascii: "+") || octet == UInt8(ascii: "-") }
}
