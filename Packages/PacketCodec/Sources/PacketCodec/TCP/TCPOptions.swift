/// The options of one TCP header, kept as the octets they are on the wire.
///
/// The octets are the truth and the options are read out of them when asked for: so a dump shows even a broken list,
/// nothing is allocated, and a header that is sent on is the one that came.
///
/// Source: RFC 9293 §3.2.
public struct TCPOptions: Hashable, Sendable {
  /// The list as on the wire, padding included once decoded: 0 ... 40.
  public var octets: InlineOctets

  /// No options.
  @inlinable
  public init() { octets = InlineOctets() }

  /// The list in these octets, whatever they are.
  @inlinable
  public init(octets: InlineOctets) { self.octets = octets }

  /// The list of these options in this order.
  ///
  /// - Precondition: they take at most 40 octets.
  public init(_ options: [TCPOption]) {
    self.init()
    for option in options { append(option) }
  }

  /// Timestamps alone, behind two empty options, as nearly every segment has them: written as words, not octet by octet.
  ///
  /// Source: RFC 7323, appendix A.
  @inlinable
  public init(padded timestamps: TCPTimestamps) {
    octets = InlineOctets(
      0x0101_080A << 32 | UInt64(timestamps.value), UInt64(timestamps.echoReply) << 32, count: 12)
  }

  /// True when there is no octet of options.
  public var isEmpty: Bool { octets.isEmpty }

  /// Puts `option` at the end.
  ///
  /// - Precondition: `octets.count + option.encodedCount` is at most 40.
  public mutating func append(_ option: TCPOption) { option.encode(into: &octets) }

  /// A walk over the options, which may fail on the way.
  public func makeIterator() -> TCPOptionIterator { TCPOptionIterator(octets) }

  /// The options up to the end or the first broken one.
  public var readable: [TCPOption] {
    var found: [TCPOption] = []
    var iterator = makeIterator()
    while let option = try? iterator.next() { found.append(option) }
    return found
  }

  /// What breaks the list, or nil for a good one.
  public var error: DecodeError? { firstBroken?.error }

  /// The option that breaks the list, by its place in `octets`, and how; nil for a good list.
  ///
  /// It looks at kinds and lengths alone and builds no option: every segment that is decoded is asked.
  public var firstBroken: (offset: Int, error: DecodeError)? {
    // Timestamps alone, as nearly every segment has them.
    if octets.count == 12, octets.word(0) >> 32 == 0x0101_080A { return nil }
    var offset = 0
    while offset < octets.count {
      let kind = octets[offset]
      if kind == 0 { return nil }
      if kind == 1 {
        offset += 1
        continue
      }
      do throws(DecodeError) {
        offset += try octets.optionCount(at: offset)
      } catch {
        return (offset, error)
      }
    }
    return nil
  }
}

extension TCPOptions {
  /// The first maximum segment size, octets, or nil; see `TCPOption.maximumSegmentSize`.
  public var maximumSegmentSize: UInt16? {
    body(of: 2, count: 2).map { octets.bigEndian(at: $0) }
  }

  /// The first window scale, 0 ... 255 as it was sent, or nil; above 14 it means 14.
  public var windowScale: UInt8? {
    body(of: 3, count: 1).map { octets[$0] }
  }

  /// True when the sender understands SACK.
  public var isSelectiveAcknowledgmentPermitted: Bool { body(of: 4, count: 0) != nil }

  /// The first timestamps, or nil.
  @inlinable
  @inline(__always)
  public var timestamps: TCPTimestamps? {
    // As nearly every segment has them: two empty options, and nothing else in front (RFC 7323, appendix A).
    let first = octets.word(0)
    if first >> 32 == 0x0101_080A, octets.count >= 12 {
      return TCPTimestamps(value: first.field(at: 0), echoReply: octets.word(1).field(at: 32))
    }
    return octets.isEmpty ? nil : timestampsElsewhere()
  }

  @usableFromInline
  @inline(never)
  func timestampsElsewhere() -> TCPTimestamps? {
    body(of: 8, count: 8).map {
      TCPTimestamps(value: octets.bigEndian(at: $0), echoReply: octets.bigEndian(at: $0 + 4))
    }
  }

  /// The blocks of the first SACK option, or none.
  public var selectiveAcknowledgment: SACKBlocks {
    var iterator = makeIterator()
    while let option = try? iterator.next() {
      if case .selectiveAcknowledgment(let blocks) = option { return blocks }
    }
    return SACKBlocks()
  }

  /// Where the body of the first readable option of this kind and body length starts.
  ///
  /// It reads two octets an option and builds none: a data segment asks for its timestamps each time.
  private func body(of kind: UInt8, count: Int) -> Int? {
    var offset = 0
    while offset < octets.count, octets[offset] != 0 {
      if octets[offset] == 1 {
        offset += 1
        continue
      }
      guard offset + 1 < octets.count else { return nil }
      let length = Int(octets[offset + 1])
      guard length >= 2, offset + length <= octets.count else { return nil }
      if octets[offset] == kind, length == count + 2 { return offset + 2 }
      offset += length
    }
    return nil
  }
}
