internal import UStack

/// What the kernel's settings say of Fast Open.
///
/// Source: Documentation/networking/ip-sysctl.rst of Linux, tcp_fastopen and tcp_fastopen_key.
struct FastOpenSetting {
  /// The setting's bits.
  var bits: Int
  /// What cookies are made with, or nil when nobody said.
  var key: KeyedHash?

  /// Whether connections may be opened so.
  var admitsClients: Bool { bits & 0x1 != 0 }
  /// Whether a client speaks without a cookie.
  var clientNeedsCookie: Bool { bits & 0x4 == 0 }
  /// Whether every listener takes text with a SYN, or only those that ask for it.
  var admitsEveryListener: Bool { bits & 0x402 == 0x402 }
  /// Whether listeners may take text with a SYN.
  var admitsListeners: Bool { bits & 0x2 != 0 }
  /// Whether a listener wants to see a cookie.
  var listenerNeedsCookie: Bool { bits & 0x200 == 0 }
}

extension KeyedHash {
  /// The key of a setting: four words in hexadecimal digits with dashes between; nil for anything else, or all zeros.
  init?(linux text: String) {
    let first = text.split(separator: ",").first ?? ""
    let words = first.split(separator: "-").compactMap { UInt32($0, radix: 16) }
    guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
    self.init(key: UInt64(words[1]) << 32 | UInt64(words[0]), UInt64(words[3]) << 32 | UInt64(words[2]))
  }

  /// The key of an option: 16 octets.
  init?(octets: UnsafeRawBufferPointer) {
    guard octets.count >= 16 else { return nil }
    self.init(
      key: UInt64(littleEndian: octets.loadUnaligned(as: UInt64.self)),
      UInt64(littleEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }
}
