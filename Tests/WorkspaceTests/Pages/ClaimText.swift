/// A claim as a source has it: a string literal, or several that are added, with gaps where something is put in.
struct ClaimText {
  /// What stands between the gaps.
  private let pieces: [[UInt8]]

  /// As much of it as tells it from others.
  private static let fewestOctets = 8

  /// All that a source has, and their beginnings: a page may end one where it pauses.
  static func all(in source: String) -> [ClaimText] {
    var text = Array(source.utf8)[...]
    var claims: [ClaimText] = []
    while let start = text.firstIndex(of: UInt8(ascii: "\"")) {
      text = text[(start + 1)...]
      var octets = literal(&text)
      while let more = addition(text) {
        text = more
        octets += literal(&text)
      }
      // Behind a gap would be anything.
      let pauses = octets.indices.dropFirst().filter { place in
        ",:;".utf8.contains(octets[place]) && octets[place...].dropFirst().first == UInt8(ascii: " ")
          && octets[place - 1] != gap
      }
      // A round's name that is put in front is no part of what is claimed of it.
      let start = octets.starts(with: [gap] + Array(": ".utf8)) ? 3 : 0
      claims += (pauses + [octets.count]).filter { $0 > start }.map { ClaimText(octets[start ..< $0]) }
    }
    return claims.filter { $0.pieces.reduce(0) { $0 + $1.count } >= fewestOctets }
  }

  private init(_ octets: ArraySlice<UInt8>) {
    pieces = octets.split(separator: gap, omittingEmptySubsequences: false).map(Array.init)
  }

  /// Whether it may read so, with something in each gap.
  func matches(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    guard rest.starts(with: pieces[0]) else { return false }
    rest = rest.dropFirst(pieces[0].count)
    for (index, piece) in pieces.enumerated().dropFirst() {
      let isLast = index == pieces.count - 1
      let places = rest.indices.dropFirst().filter { rest[$0...].starts(with: piece) }
      guard let place = isLast ? rest.endIndex - piece.count : places.first, place > rest.startIndex,
        rest[place...].starts(with: piece)
      else { return false }
      rest = rest[(place + piece.count)...]
    }
    return rest.isEmpty
  }
}

/// What stands for what is put in.
private let gap: UInt8 = 0

/// Takes a literal whose first quotation mark is gone, and its last.
private func literal(_ text: inout ArraySlice<UInt8>) -> [UInt8] {
  var octets: [UInt8] = []
  while let octet = text.popFirst(), octet != UInt8(ascii: "\""), octet != UInt8(ascii: "\n") {
    guard octet == UInt8(ascii: "\\") else {
      octets.append(octet)
      continue
    }
    guard text.popFirst() == UInt8(ascii: "(") else { continue }
    var depth = 1
    while depth > 0, let octet = text.popFirst() {
      if octet == UInt8(ascii: "(") { depth += 1 }
      if octet == UInt8(ascii: ")") { depth -= 1 }
    }
    octets.append(gap)
  }
  return octets
}

/// What is left behind `+ "`, if that comes next.
private func addition(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
  func blanksDropped(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> { text.drop { $0 == 0x20 || $0 == 0x0A } }
  let behind = blanksDropped(text)
  guard behind.first == UInt8(ascii: "+") else { return nil }
  let next = blanksDropped(behind.dropFirst())
  return next.first == UInt8(ascii: "\"") ? next.dropFirst() : nil
}
