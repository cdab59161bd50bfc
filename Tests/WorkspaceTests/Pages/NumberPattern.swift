/// A piece of a source, `#` where its numbers stand.
struct NumberPattern {
  private let pieces: [[UInt8]]

  init(_ text: String) {
    pieces = text.split(separator: "#", omittingEmptySubsequences: false).map { Array($0.utf8) }
    precondition(!pieces[0].isEmpty, "\(text): begins with a number")
  }

  /// The numbers of each place that matches.
  func matches(in text: String) -> [[SourceNumber]] {
    let octets = Array(text.utf8)
    return octets.indices.compactMap { place in
      var rest = octets[place...]
      guard rest.first == pieces[0][0], rest.starts(with: pieces[0]) else { return nil }
      rest = rest.dropFirst(pieces[0].count)
      var numbers: [SourceNumber] = []
      for piece in pieces.dropFirst() {
        guard let number = SourceNumber(taking: &rest), rest.starts(with: piece) else { return nil }
        rest = rest.dropFirst(piece.count)
        numbers.append(number)
      }
      return numbers
    }
  }
}
