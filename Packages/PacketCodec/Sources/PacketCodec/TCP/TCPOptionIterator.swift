/// Walks an option list from front to back.
///
/// It is no `IteratorProtocol`, because a hostile list can fail at any step and the options before it still count.
///
/// Source: RFC 9293 §3.2, MUST-4 ... MUST-7.
public struct TCPOptionIterator: Sendable {
  private let octets: InlineOctets
  private var offset = 0

  init(_ octets: InlineOctets) { self.octets = octets }

  /// The next option.
  ///
  /// - Returns: nil behind the last octet or behind `.endOfList`; each call moves at least one octet on, so a walk
  ///   ends after 40 calls at most.
  /// - Throws: `.badLength` for a length under 2, `.truncated` for one that leads out of the list; both in field
  ///   `.optionLength`, counted from the start of the option. The walk is over then: the next call returns nil.
  public mutating func next() throws(DecodeError) -> TCPOption? {
    guard offset < octets.count else { return nil }
    let kind = octets[offset]
    if kind == 0 {
      offset = octets.count
      return .endOfList
    }
    if kind == 1 {
      offset += 1
      return .noOperation
    }
    let start = offset
    offset = octets.count
    let count = try octets.optionCount(at: start)
    offset = start + count
    return octets.withOctets { TCPOption(kind: kind, body: $0.extracting(start + 2 ..< start + count)) }
  }
}

extension InlineOctets {
  /// Octets of the option at `offset`, whose kind has a length: 2 ... 40, all of them there.
  func optionCount(at offset: Int) throws(DecodeError) -> Int {
    let available = count - offset
    guard available >= 2 else { throw .truncated(.tcp, .optionLength, needed: 2, available: available) }
    let optionCount = Int(self[offset + 1])
    guard optionCount >= 2 else { throw .badLength(.tcp, .optionLength, minimum: 2, found: optionCount) }
    guard optionCount <= available else {
      throw .truncated(.tcp, .optionLength, needed: optionCount, available: available)
    }
    return optionCount
  }
}
