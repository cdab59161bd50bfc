/// A flat table of owners that gives each a `Token` and forgets the token with the owner.
///
/// Elements lie side by side in one allocation, so reaching one by its token is a comparison and an address: no
/// hashing, no reference count. A freed place is used again, last freed first, with the next generation.
public struct SlotTable<Element: ~Copyable>: ~Copyable {
  /// The most elements it holds.
  public let limit: Int
  /// Elements it holds now.
  public private(set) var count = 0

  /// Odd while the place is taken. Only places that were ever taken are here.
  @usableFromInline var generations: [UInt32] = []
  @usableFromInline var elements: UnsafeMutablePointer<Element>
  private var capacity = 16
  private var freed: [UInt32] = []

  /// An empty table.
  ///
  /// - Parameter limit: 1 ... 2³²−1, usually what RLIMIT_NOFILE allows.
  public init(limit: Int) {
    precondition((1 ... Int(UInt32.max)).contains(limit), "no such table")
    self.limit = limit
    elements = .allocate(capacity: capacity)
  }

  deinit {
    for index in generations.indices where generations[index] & 1 == 1 {
      (elements + index).deinitialize(count: 1)
    }
    elements.deallocate()
  }

  /// Whether the token's element is still here.
  @inlinable
  public func contains(_ token: Token) -> Bool {
    token.generation & 1 == 1 && token.index < generations.count
      && generations[Int(token.index)] == token.generation
  }

  /// The element of a token that `contains` knows; any other traps.
  @inlinable
  public subscript(token: Token) -> Element {
    _read {
      precondition(contains(token), "a stale token")
      yield elements[Int(token.index)]
    }
    _modify {
      precondition(contains(token), "a stale token")
      yield &elements[Int(token.index)]
    }
  }

  /// Takes an element in; at the limit it traps, so ask `isFull` first.
  public mutating func insert(_ element: consuming Element) -> Token {
    precondition(!isFull, "the table is full")
    let index: Int
    if let last = freed.popLast() {
      index = Int(last)
      generations[index] &+= 1
    } else {
      index = generations.count
      if index == capacity { grow() }
      generations.append(1)
    }
    (elements + index).initialize(to: element)
    count += 1
    return Token(index: UInt32(index), generation: generations[index])
  }

  /// Whether `limit` elements are here.
  public var isFull: Bool { count == limit }

  /// Gives an element back to the caller.
  ///
  /// - Returns: nil for a stale token.
  public mutating func remove(_ token: Token) -> Element? {
    guard contains(token) else { return nil }
    generations[Int(token.index)] &+= 1
    freed.append(token.index)
    count -= 1
    return (elements + Int(token.index)).move()
  }

  /// Places that were ever taken: the range to walk when each element is looked at with `token(at:)`.
  public var places: Range<Int> { generations.indices }

  /// The token of the element at a place, or nil where none lives.
  public func token(at place: Int) -> Token? {
    let generation = generations[place]
    return generation & 1 == 1 ? Token(index: UInt32(place), generation: generation) : nil
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    // A new place is asked for only when none is free: all of them hold an element.
    larger.moveInitialize(from: elements, count: generations.count)
    elements.deallocate()
    elements = larger
    capacity *= 2
  }
}
