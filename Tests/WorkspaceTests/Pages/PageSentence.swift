/// Words of a page, `#` where numbers stand.
struct PageSentence: Sendable, CustomStringConvertible {
  let page: String
  let words: String
  /// For each number, what one of the page's unit is in the source's: 1024 for KiB of octets.
  private let units: [Int]

  /// - Parameters:
  ///   - page: the page's path in the workspace.
  ///   - words: a number among them has a neighbour on both sides, or `60` would be found in `160`.
  ///   - units: one for each number; the last, or 1 if none is given, for those that are left.
  init(_ page: String, _ words: String, per units: [Int] = []) {
    precondition(!words.hasPrefix("#") && !words.hasSuffix("#"), "\(words): a number at its edge")
    let count = words.split(separator: "#", omittingEmptySubsequences: false).count - 1
    precondition(count >= max(1, units.count), "\(words): more units than numbers")
    self.page = page
    self.words = words
    self.units = units + Array(repeating: units.last ?? 1, count: count - units.count)
  }

  var description: String { "\(page): \(words)" }

  /// What is wrong with the page's text, when these are the numbers; nil when it has the sentence.
  func fault(in text: String, numbers: [SourceNumber]) -> String? {
    guard numbers.count == units.count else { return "not as many numbers in the source as in the sentence" }
    let wordings = wordings(numbers)
    let line = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for wording in wordings where line.contains(wording) { return nil }
    return "the source says \(numbers), and the page not: \(wordings.first ?? words)"
  }

  /// The sentence with the numbers in it, in all their spellings.
  private func wordings(_ numbers: [SourceNumber]) -> [String] {
    let pieces = words.split(separator: "#", omittingEmptySubsequences: false)
    var result = [String(pieces[0])]
    for (index, piece) in pieces.dropFirst().enumerated() {
      let spellings = numbers[index].spellings(per: units[index])
      result = result.flatMap { before in spellings.map { "\(before)\($0)\(piece)" } }
    }
    return result
  }
}
