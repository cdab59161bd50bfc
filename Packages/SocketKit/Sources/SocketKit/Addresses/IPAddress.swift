internal import Glibc

/// An IPv4 or IPv6 address without a port.
public struct IPAddress: Hashable, Sendable {
  /// Network order; an IPv4 address takes the first four, and the rest is zero. No array: one is made for every accept.
  private let storage: SIMD16<UInt8>
  /// Whether this is an IPv6 address.
  public let isIPv6: Bool
  /// The interface a link-local IPv6 address belongs to, or 0.
  public let scope: UInt32

  private init(storage: SIMD16<UInt8>, isIPv6: Bool, scope: UInt32 = 0) {
    self.storage = storage
    self.isIPv6 = isIPv6
    self.scope = scope
  }

  /// 0.0.0.0: to a listener, every IPv4 address of the host.
  public static let anyIPv4 = IPAddress(storage: .zero, isIPv6: false)
  /// `::`: to a listener, every address of the host, IPv4 too unless IPV6_V6ONLY is set.
  public static let anyIPv6 = IPAddress(storage: .zero, isIPv6: true)
  /// 127.0.0.1.
  public static let loopback = IPAddress(127, 0, 0, 1)
  /// `::1`.
  public static let loopbackIPv6 = IPAddress(
    storage: SIMD16(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), isIPv6: true)

  /// An IPv4 address from its four octets, in the order they are written.
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    var storage = SIMD16<UInt8>.zero
    (storage[0], storage[1], storage[2], storage[3]) = (first, second, third, fourth)
    self.init(storage: storage, isIPv6: false)
  }

  /// An IPv6 address from its octets in network order.
  ///
  /// - Parameters:
  ///   - octets: the first one most significant.
  ///   - scope: the interface's index, for a link-local address; 0 for none.
  public init(ipv6 octets: SIMD16<UInt8>, scope: UInt32 = 0) {
    self.init(storage: octets, isIPv6: true, scope: scope)
  }

  /// Network order: 4 octets for IPv4, 16 for IPv6.
  public var octets: [UInt8] { (0 ..< (isIPv6 ? 16 : 4)).map { storage[$0] } }

  /// Feeds whole words: a vector would feed its octets one by one, which is most of the cost of a table of addresses.
  public func hash(into hasher: inout Hasher) {
    let words = unsafeBitCast(storage, to: SIMD2<UInt64>.self)
    hasher.combine(words[0])
    hasher.combine(words[1])
    hasher.combine(UInt64(scope) << 1 | (isIPv6 ? 1 : 0))
  }

  /// The IPv4 address inside an IPv4-mapped IPv6 one, as a dual-stack listener reports its IPv4 peers; else itself.
  ///
  /// Source: RFC 4291 §2.5.5.2.
  public var unmapped: IPAddress {
    guard isIPv6, (0 ..< 10).allSatisfy({ storage[$0] == 0 }), storage[10] == 0xFF, storage[11] == 0xFF else {
      return self
    }
    return IPAddress(storage[12], storage[13], storage[14], storage[15])
  }
}

extension IPAddress: LosslessStringConvertible {
  /// Reads a numeric address, never a name.
  ///
  /// - Parameter text: "192.0.2.1", "2001:db8::1", "fe80::1%eth0"; without brackets.
  /// - Returns: nil for anything else, also for forms with trailing text, a zone that is no interface here, and zone 0.
  public init?(_ text: String) {
    guard !text.utf8.contains(0) else { return nil }  // C would stop reading there
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(four)
      return
    }
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    var six = in6_addr()
    guard let first = parts.first, inet_pton(AF_INET6, String(first), &six) == 1 else { return nil }
    let zone = parts.count == 2 ? String(parts[1]) : nil
    let scope = zone.map { Self.isDigits($0) ? UInt32($0) ?? 0 : if_nametoindex($0) } ?? 0
    guard zone == nil || scope != 0 else { return nil }
    self.init(six, scope: scope)
  }

  private static func isDigits(_ text: String) -> Bool { text.utf8.allSatisfy { (48 ... 57).contains($0) } }

  /// The canonical text, with the scope as a number: "192.0.2.1", "fe80::1%2".
  ///
  /// Source: RFC 5952 §4 for IPv6, as inet_ntop(3) does it.
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    _ = withUnsafeBytes(of: storage) {
      inet_ntop(isIPv6 ? AF_INET6 : AF_INET, $0.baseAddress, &text, socklen_t(INET6_ADDRSTRLEN))
    }
    let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return scope == 0 ? address : "\(address)%\(scope)"
  }
}

// MARK: - The kernel's form

extension IPAddress {
  init(_ address: in_addr) {
    let octets = withUnsafeBytes(of: address) { $0.load(as: SIMD4<UInt8>.self) }
    self.init(octets[0], octets[1], octets[2], octets[3])
  }

  init(_ address: in6_addr, scope: UInt32) {
    let octets = withUnsafeBytes(of: address) { $0.loadUnaligned(as: SIMD16<UInt8>.self) }
    self.init(storage: octets, isIPv6: true, scope: scope)
  }

  var kernelIPv4: in_addr { withUnsafeBytes(of: storage) { $0.load(as: in_addr.self) } }

  var kernelIPv6: in6_addr { withUnsafeBytes(of: storage) { $0.load(as: in6_addr.self) } }
}
