/// A place in octets that are read from front to back.
struct OctetCursor {
  private let octets: [UInt8]
  private(set) var offset = 0

  init(_ octets: [UInt8]) { self.octets = octets }

  /// The octet here, or nil at the end.
  var next: UInt8? { offset < octets.count ? octets[offset] : nil }

  var hasDigit: Bool { next.map { (UInt8(ascii: "0") ... UInt8(ascii: "9")).contains($0) } ?? false }

  /// Past the octet here; there must be one.
  mutating func advance() { offset += 1 }

  mutating func skipWhiteSpace() {
    while let octet = next, octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09 { advance() }
  }

  /// What was passed since `start`.
  func passed(since start: Int) -> ArraySlice<UInt8> { octets[start ..< offset] }

  func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: offset) }

  /// What is wrong when the octet here, or the end, cannot stand here.
  var unexpected: JSONError { error(next == nil ? .truncated : .unexpected) }
}
