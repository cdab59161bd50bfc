/// Up to 40 octets stored in place, without an allocation.
///
/// 40 is what a 4-bit header length in words of 4 octets leaves beside the fixed 20 octets, in IPv4 as in TCP: so any
/// option list fits, and a header with options stays one value of known size.
public struct InlineOctets: Sendable {
  /// The most octets it holds.
  public static let capacity = 40

  /// The octets in their order, whatever the machine's: zero from `count` on, so that two values compare as words. Words,
  /// because a header is copied more often than it is read, and forty single octets are copied one by one.
  @usableFromInline
  var storage: InlineArray<5, UInt64>
  @usableFromInline
  var used: Int

  /// Octets in use, 0 ... 40.
  @inlinable
  public var count: Int { used }

  /// No octets.
  @inlinable
  public init() {
    storage = InlineArray(repeating: 0)
    used = 0
  }

  /// A copy of `octets`.
  ///
  /// - Precondition: at most 40 octets.
  public init(_ octets: RawSpan) {
    self.init()
    append(octets)
  }

  /// The first `count` octets of two words, most significant first; the others of them must be zero.
  @inlinable
  init(_ first: UInt64, _ second: UInt64, count: Int) {
    used = count
    storage = [first.bigEndian, second.bigEndian, 0, 0, 0]
  }

  /// A copy of `count` octets from `start` on, which must be there: 0 ... 40, a multiple of four, as a header has them.
  @inlinable
  @inline(__always)
  init(words octets: RawSpan, from start: Int, count: Int) {
    used = count
    // Without a loop, so that they stay in registers until their place is known.
    storage = [
      Self.word(octets, start, 0, count), Self.word(octets, start, 8, count), Self.word(octets, start, 16, count),
      Self.word(octets, start, 24, count), Self.word(octets, start, 32, count),
    ]
  }

  /// The eight octets at `offset`, of which four or all are zero from `count` on.
  @inlinable
  @inline(__always)
  static func word(_ octets: RawSpan, _ start: Int, _ offset: Int, _ count: Int) -> UInt64 {
    guard count > offset else { return 0 }
    if count >= offset &+ 8 { return octets.unsafeLoadUnaligned(fromByteOffset: start &+ offset, as: UInt64.self) }
    let half = octets.unsafeLoadUnaligned(fromByteOffset: start &+ offset, as: UInt32.self)
    return UInt64(littleEndian: UInt64(UInt32(littleEndian: half)))
  }

  /// True when there is nothing in it.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The octet at `index`, 0 ..< `count`; any other index traps.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "octet out of range")
    return storage.span.bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
  }

  /// Puts `octet` at the end.
  ///
  /// - Precondition: fewer than 40 octets are in it.
  public mutating func append(_ octet: UInt8) {
    precondition(count < Self.capacity, "more than 40 octets")
    set(octet, at: count)
    used += 1
  }

  @inlinable
  mutating func set(_ octet: UInt8, at index: Int) {
    var target = storage.mutableSpan
    var bytes = target.mutableBytes
    bytes.storeBytes(of: octet, toByteOffset: index, as: UInt8.self)
  }

  /// Puts a copy of `octets` at the end.
  ///
  /// - Precondition: they fit.
  public mutating func append(_ octets: RawSpan) {
    precondition(octets.byteCount <= Self.capacity - count, "more than 40 octets")
    for offset in 0 ..< octets.byteCount {
      set(octets.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self), at: count + offset)
    }
    used += octets.byteCount
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
  public var array: [UInt8] { (0 ..< count).map { self[$0] } }

  /// The eight octets from `8 * index` on, the first one most significant; zeros stand for those not in use.
  @inlinable
  @inline(__always)
  func word(_ index: Int) -> UInt64 { UInt64(bigEndian: storage[index]) }

  /// The big-endian integer at `offset`. Traps outside the 40 octets.
  @inlinable
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
    for word in left.storage.indices where left.storage[word] != right.storage[word] { return false }
    return true
  }

  /// Feeds the octets in use and their count.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for word in storage.indices { hasher.combine(storage[word]) }
  }
}
