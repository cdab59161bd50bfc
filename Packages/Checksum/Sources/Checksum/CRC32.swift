internal import CZlib

/// The CRC-32 of a stream, fed in pieces of any length: two streams with different sums are different.
///
/// It is zlib's, so `crc32 FILE`, gzip and Python's `zlib.crc32` give the same number. It finds what went wrong by
/// accident, and nothing that somebody did on purpose.
///
/// Source: RFC 1952 §8.
public struct CRC32: Hashable, Sendable {
  /// The sum so far; 0 for no octets.
  public private(set) var value: UInt32 = 0

  /// The sum of no octets.
  public init() {}

  /// A sum that is known; the stream goes on behind it.
  public init(_ value: UInt32) { self.value = value }

  /// Adds the octets that come next in the stream; none change nothing.
  public mutating func update(_ octets: RawSpan) {
    guard octets.byteCount > 0 else { return }
    value = octets.withUnsafeBytes {
      UInt32(truncatingIfNeeded: crc32_z(uLong(value), $0.bindMemory(to: UInt8.self).baseAddress, $0.count))
    }
  }
}

extension CRC32: CustomStringConvertible {
  /// Eight hexadecimal digits in small letters.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
