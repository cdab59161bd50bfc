/// The part of a file that was given and not yet read, and where in the file it stands.
struct OctetQueue: Sendable {
  private var storage: [UInt8] = []
  private var head = 0
  /// Where the first unread octet stands in the file.
  private(set) var position = 0

  /// Octets not read yet.
  var count: Int { storage.count - head }

  /// Puts a copy of `octets` behind the others. What was read is dropped here, when it is at least half: so each octet
  /// is moved once on average.
  mutating func append(_ octets: RawSpan) {
    if head > 0, head >= storage.count / 2 {
      storage.removeFirst(head)
      head = 0
    }
    octets.withUnsafeBytes { storage.append(contentsOf: $0) }
  }

  /// Counts the next `count` octets as read.
  mutating func consume(_ count: Int) {
    precondition(count <= self.count, "more octets read than there are")
    head += count
    position += count
  }

  /// Lends unread octets, by their places behind the first one.
  func withOctets<Value, Failure: Error>(
    _ places: Range<Int>, _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(storage.span.bytes.extracting(head + places.lowerBound ..< head + places.upperBound))
  }

  /// Lends the first `count` unread octets, which must be there.
  func withOctets<Value, Failure: Error>(
    _ count: Int, _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(storage.span.bytes.extracting(head ..< head + count))
  }

  /// The integer `offset` octets behind the first unread one, which must be there.
  func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, _ order: ByteOrder, as type: Integer.Type = Integer.self
  ) -> Integer {
    storage.span.bytes.integer(at: head + offset, order)
  }
}
