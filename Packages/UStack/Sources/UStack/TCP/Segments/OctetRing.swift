/// Octets in a ring that grows when it must. It keeps its memory when it is empty, for what comes next, until its owner
/// gives it back.
///
/// Offsets count from the oldest octet kept. Octets may be written ahead of the end, as segments out of order are; the
/// ring does not know which of them are there, its owner does.
struct OctetRing {
  /// The smallest storage: a segment of an ordinary link.
  static let smallestCapacity = 2048

  private var storage: [UInt8] = []
  private var head = 0
  /// Octets from the oldest to the end.
  private(set) var count = 0

  /// Nothing, and no storage.
  init() {}

  /// Octets of storage in use by the ring, empty places counted.
  var capacity: Int { storage.count }

  /// Writes `octets` behind offset `offset`, which may lie beyond the end; the end does not move.
  mutating func write(_ octets: RawSpan, at offset: Int) {
    let size = octets.byteCount
    guard size > 0 else { return }
    reserve(offset + size)
    let start = (head + offset) & (storage.count - 1)
    let first = min(size, storage.count - start)
    storage.withUnsafeMutableBytes { ring in
      octets.withUnsafeBytes { source in
        ring.baseAddress!.advanced(by: start).copyMemory(from: source.baseAddress!, byteCount: first)
        guard size > first else { return }
        ring.baseAddress!.copyMemory(from: source.baseAddress! + first, byteCount: size - first)
      }
    }
  }

  /// Moves the end over `size` octets that were written.
  mutating func extend(by size: Int) {
    precondition(count + size <= storage.count, "the end moves over octets that were never written")
    count += size
  }

  /// Writes `octets` at the end.
  mutating func append(_ octets: RawSpan) {
    write(octets, at: count)
    count += octets.byteCount
  }

  /// Appends `size` octets from `offset` on to `output`.
  ///
  /// - Precondition: they are there, and `output` has room.
  func copy(from offset: Int, count size: Int, into output: inout OutputSpan<UInt8>) {
    precondition(offset >= 0 && offset + size <= count, "octets \(offset) ..< \(offset + size) of \(count)")
    guard size > 0 else { return }
    let start = (head + offset) & (storage.count - 1)
    let first = min(size, storage.count - start)
    storage.withUnsafeBufferPointer { ring in
      output.withUnsafeMutableBufferPointer { target, initialized in
        let place = target.baseAddress! + initialized
        precondition(initialized + size <= target.count, "no room for the text")
        place.initialize(from: ring.baseAddress! + start, count: first)
        if size > first { (place + first).initialize(from: ring.baseAddress!, count: size - first) }
        initialized += size
      }
    }
  }

  /// Forgets the `size` oldest octets.
  mutating func removeFirst(_ size: Int) {
    precondition(size <= count, "more octets are forgotten than kept")
    count -= size
    head = storage.isEmpty ? 0 : (head + size) & (storage.count - 1)
  }

  /// Begins at the front of the storage again: what was there last is the likeliest to be near the processor.
  ///
  /// - Precondition: it is empty, and nothing that was written ahead is still wanted.
  mutating func rewind() {
    precondition(count == 0, "what is kept cannot move")
    head = 0
  }

  /// Gives the storage back.
  ///
  /// - Precondition: nothing that was written is still wanted.
  mutating func release() {
    storage = []
    head = 0
    count = 0
  }

  /// Makes room for `size` octets from the oldest on; the storage is a power of two, so that wrapping is a mask.
  private mutating func reserve(_ size: Int) {
    guard size > storage.count else { return }
    var capacity = max(Self.smallestCapacity, storage.count)
    while capacity < size { capacity *= 2 }
    let old = storage
    let start = head
    storage = [UInt8](unsafeUninitializedCapacity: capacity) { fresh, initialized in
      let first = old.count - start
      old.withUnsafeBufferPointer { ring in
        if first > 0 { fresh.baseAddress!.initialize(from: ring.baseAddress! + start, count: first) }
        if start > 0 { (fresh.baseAddress! + first).initialize(from: ring.baseAddress!, count: start) }
      }
      (fresh.baseAddress! + old.count).initialize(repeating: 0, count: capacity - old.count)
      initialized = capacity
    }
    head = 0
  }
}
