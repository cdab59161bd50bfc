/// Addresses that follow each other, such as the sources that a client cycles through.
public struct IPAddressRange: Hashable, Sendable {
  /// The most addresses of a range, 2¹⁶: with the ports of each, more connections than a kernel holds.
  public static let limit = 65536

  /// The lowest.
  public let first: IPAddress
  /// The highest; of `first`'s family and scope.
  public let last: IPAddress

  /// The addresses from one to another, both included.
  ///
  /// - Returns: nil for two families or scopes, for a last before the first, for more than `limit`, and where counting
  ///   up changes more than the last three octets.
  public init?(_ first: IPAddress, _ last: IPAddress) {
    guard first.isIPv6 == last.isIPv6, first.scope == last.scope,
      !last.octets.lexicographicallyPrecedes(first.octets)
    else { return nil }
    // What a range may span fits in the last three octets of each: a carry is the third's.
    let low = first.octets.count - 3
    guard first.octets[..<low] == last.octets[..<low], Self.number(last) - Self.number(first) < Self.limit else {
      return nil
    }
    self.first = first
    self.last = last
  }

  /// How many, 1 ... `limit`.
  public var count: Int { Self.number(last) - Self.number(first) + 1 }

  /// The address at a place.
  ///
  /// - Parameter index: 0 ..< `count`.
  public subscript(index: Int) -> IPAddress {
    precondition((0 ..< count).contains(index), "beyond the range")
    let number = Self.number(first) + index
    var octets = first.octets
    for place in 1 ... 3 { octets[octets.count - place] = UInt8(number >> (8 * (place - 1)) & 0xFF) }
    guard first.isIPv6 else { return IPAddress(octets[0], octets[1], octets[2], octets[3]) }
    return IPAddress(ipv6: SIMD16(octets), scope: first.scope)
  }

  /// The last three octets.
  private static func number(_ address: IPAddress) -> Int {
    address.octets.suffix(3).reduce(0) { $0 << 8 | Int($1) }
  }
}

extension IPAddressRange: LosslessStringConvertible {
  /// Reads "A-B", or "A" for one address; numeric addresses only.
  ///
  /// - Returns: nil for anything else, and as `init(_:_:)`.
  public init?(_ text: String) {
    if let only = IPAddress(text) {
      self.init(only, only)
      return
    }
    // A zone may have a dash in its name: the one between the addresses is that which leaves an address at both sides.
    for dash in text.indices where text[dash] == "-" {
      guard let first = IPAddress(String(text[..<dash])), let last = IPAddress(String(text[text.index(after: dash)...]))
      else { continue }
      self.init(first, last)
      return
    }
    return nil
  }

  /// The form that `init` reads.
  public var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
