/// Up to 40 octets stored in place, without an allocation.
///
/// 40 is what a 4-bit header length in words of 4 octets leaves beside the fixed 20 octets, in IPv4 as in TCP: so any
/// option list fits, and a header with options stays one value of known size.
public struct InlineOctets: Sendable {
  /// The most octets it holds.
  public static let capacity = 40

  /// Zero from `count` on, so that two values compare as words.
  private var storage: InlineArray<40, UInt8>
  /// Octets in use, 0 ... 40.
  public private(set) var count: Int

  /// No octets.
  public init() {
    storage = InlineArray(repeating: 0)
    count = 0
  }

  /// A copy of `octets`.
  ///
  /// - Precondition: at most 40 octets.
  public init(_ octets: RawSpan) {
    self.init()
    append(octets)
  }

  /// True when there is nothing in it.
  public var isEmpty: Bool { count == 0 }

  /// The octet at `index`, 0 ..< `count`; any other index traps.
  public subscript(index: Int) -> UInt8 {
    precondition(index < count, "octet out of range")
    return storage[index]
  }

  /// Puts `octet` at the end.
  ///
  /// - Precondition: fewer than 40 octets are in it.
  public mutating func append(_ octet: UInt8) {
    storage[count] = octet
    count += 1
  }

  /// Puts a copy of `octets` at the end.
  ///
  /// - Precondition: they fit.
  public mutating func append(_ octets: RawSpan) {
    precondition(octets.byteCount <= Self.capacity - count, "more than 40 octets")
    var target = storage.mutableSpan
    var bytes = target.mutableBytes
    var offset = 0
    // Options are whole words but for those a caller builds.
    while offset &+ 4 <= octets.byteCount {
      let word = octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
      bytes.storeBytes(of: word, toByteOffset: count &+ offset, as: UInt32.self)
      offset &+= 4
    }
    while offset < octets.byteCount {
      let octet = octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
      bytes.storeBytes(of: octet, toByteOffset: count &+ offset, as: UInt8.self)
      offset &+= 1
    }
    count += octets.byteCount
  }

  /// Puts the octets of `value` at the end, most significant first. Traps when they do not fit.
  mutating func append<Integer: FixedWidthInteger & UnsignedInteger>(bigEndian value: Integer) {
    for shift in stride(from: Integer.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> Integer(shift)))
    }
  }

  /// Lends the octets in use.
  public func withOctets<Value, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Value) throws(Failure) -> Value {
    try body(storage.span.bytes.extracting(0 ..< count))
  }

  /// A copy on the heap, for who wants a collection.
  public var array: [UInt8] { (0 ..< count).map { storage[$0] } }

  /// The big-endian integer at `offset`. Traps outside the 40 octets.
  @inline(__always)
  func bigEndian<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Integer.Type = Integer.self
  ) -> Integer {
    storage.span.bytes.bigEndian(at: offset)
  }
}

extension InlineOctets: Hashable {
  /// Equal counts of equal octets.
  public static func == (left: InlineOctets, right: InlineOctets) -> Bool {
    guard left.count == right.count else { return false }
    for offset in stride(from: 0, to: left.count, by: 8)
    where left.bigEndian(at: offset, as: UInt64.self) != right.bigEndian(at: offset, as: UInt64.self) {
      return false
    }
    return true
  }

  /// Feeds the octets in use and their count.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for offset in stride(from: 0, to: count, by: 8) { hasher.combine(bigEndian(at: offset, as: UInt64.self)) }
  }
}
