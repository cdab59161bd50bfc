public import PacketCodec

/// The addresses that begin with the same bits.
///
/// Source: RFC 4632 §3.1.
public struct IPv4Prefix: Hashable, Sendable {
  /// The first address, its host bits zero.
  public let base: IPv4Address
  /// The bits in common, 0 ... 32.
  public let length: Int

  /// The prefix of `length` bits that `address` begins with; host bits are cleared.
  ///
  /// - Precondition: `length` is 0 ... 32.
  public init(_ address: IPv4Address, length: Int) {
    precondition((0 ... 32).contains(length), "a prefix has 0 ... 32 bits")
    self.length = length
    base = IPv4Address(address.rawValue & Self.mask(length))
  }

  /// Every address.
  public static let all = IPv4Prefix(.any, length: 0)

  /// True when `address` begins with the prefix.
  public func contains(_ address: IPv4Address) -> Bool { address.rawValue & Self.mask(length) == base.rawValue }

  /// The address of all hosts of the network; nil where the prefix leaves no host bits for one, as on a link of two
  /// (RFC 3021 §2.1).
  public var broadcast: IPv4Address? {
    length <= 30 ? IPv4Address(base.rawValue | ~Self.mask(length)) : nil
  }

  private static func mask(_ length: Int) -> UInt32 { length == 0 ? 0 : ~0 << UInt32(32 - length) }
}

extension IPv4Prefix: CustomStringConvertible {
  /// The base and the length: `10.0.0.0/8`.
  public var description: String { "\(base)/\(length)" }
}
