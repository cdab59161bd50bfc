/// Octets, read as the words of a list of verbs; behind the end all words are zero.
struct Verbs {
  private var rest: ArraySlice<UInt8>

  init(_ octets: [UInt8]) { rest = octets[...] }

  /// True when no verb follows.
  var isAtEnd: Bool { rest.isEmpty }

  mutating func octet() -> UInt8 { rest.popFirst() ?? 0 }

  mutating func word() -> UInt16 { UInt16(octet()) << 8 | UInt16(octet()) }

  /// A distance from an interesting number: mostly small, sometimes far.
  mutating func distance() -> Int {
    let small = Int(Int8(bitPattern: octet()))
    return small << (Int(octet()) % 25)
  }

  mutating func octets(_ count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}
