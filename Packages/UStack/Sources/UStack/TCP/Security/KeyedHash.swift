internal import PacketCodec

/// SipHash-2-4: a short hash that nobody can compute, and hence steer, without the key.
///
/// Source: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", §2.
public struct KeyedHash: Hashable, Sendable {
  private let key: (UInt64, UInt64)

  /// A hash with this key, which must be unpredictable: 128 bits from the system's random source.
  public init(key first: UInt64, _ second: UInt64) { key = (first, second) }

  /// A hash whose key nobody knows, from the system's random source: what a stack on a real link begins with.
  public static func random() -> KeyedHash { KeyedHash(key: .random(in: 0 ... .max), .random(in: 0 ... .max)) }

  /// The hash of these words, each eight octets in little-endian order.
  public func callAsFunction(_ words: UInt64...) -> UInt64 {
    var v0 = key.0 ^ 0x736F_6D65_7073_6575
    var v1 = key.1 ^ 0x646F_7261_6E64_6F6D
    var v2 = key.0 ^ 0x6C79_6765_6E65_7261
    var v3 = key.1 ^ 0x7465_6462_7974_6573
    func round() {
      v0 &+= v1; v1 = v1 << 13 | v1 >> 51; v1 ^= v0; v0 = v0 << 32 | v0 >> 32
      v2 &+= v3; v3 = v3 << 16 | v3 >> 48; v3 ^= v2
      v0 &+= v3; v3 = v3 << 21 | v3 >> 43; v3 ^= v0
      v2 &+= v1; v1 = v1 << 17 | v1 >> 47; v1 ^= v2; v2 = v2 << 32 | v2 >> 32
    }
    for word in words + [UInt64(words.count * 8) << 56] {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }
    v2 ^= 0xFF
    for _ in 0 ..< 4 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  /// Equal keys.
  public static func == (left: KeyedHash, right: KeyedHash) -> Bool { left.key == right.key }

  /// Feeds the key.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(key.0)
    hasher.combine(key.1)
  }
}

extension KeyedHash {
  /// The hash of a connection's ends and one more word.
  func callAsFunction(_ tuple: FourTuple, _ word: UInt64) -> UInt64 {
    let addresses = UInt64(tuple.local.address.rawValue) << 32 | UInt64(tuple.remote.address.rawValue)
    let ports = UInt64(tuple.local.port) << 16 | UInt64(tuple.remote.port)
    return self(addresses, ports, word)
  }
}
