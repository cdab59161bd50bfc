/// The digest that protects a segment between routers.
///
/// Source: RFC 2385 §3.0; RFC 5925 has taken its place.
public struct MD5Signature: Hashable, Sendable {
  /// The digest's first eight octets, the first one most significant.
  public var high: UInt64
  /// Its last eight.
  public var low: UInt64

  /// A digest from its halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}
