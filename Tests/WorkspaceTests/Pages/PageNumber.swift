/// A number of a page that another file decides: the page's sentence and the file's definition, `#` where numbers stand.
///
/// The page is compared with what the definition says now, so that whoever changes a limit hears of the sentence.
struct PageNumber: Sendable, CustomStringConvertible {
  let page: String
  let sentence: String
  let source: String
  let definition: String
  /// For each number, what one of the page's unit is in the definition's: 1024 for KiB of octets.
  let units: [Int]

  /// - Parameters:
  ///   - page: the page's path in the workspace.
  ///   - sentence: words of the page. A number has a neighbour on both sides, or `60` would be found in `160`.
  ///   - source: the path of the file that decides.
  ///   - definition: what stands there once.
  ///   - units: one for each number; the last, or 1 if none is given, for those that are left.
  init(_ page: String, _ sentence: String, _ source: String, _ definition: String, per units: Int...) {
    precondition(!sentence.hasPrefix("#") && !sentence.hasSuffix("#"), "\(sentence): a number at its edge")
    let count = sentence.split(separator: "#", omittingEmptySubsequences: false).count - 1
    precondition(count >= max(1, units.count), "\(sentence): more units than numbers")
    self.page = page
    self.sentence = sentence
    self.source = source
    self.definition = definition
    self.units = units + Array(repeating: units.last ?? 1, count: count - units.count)
  }

  var description: String { "\(page): \(sentence)" }

  /// What is wrong with the page's text, beside that of the source; nil when they agree.
  func fault(page: String, source: String) -> String? {
    let found = NumberPattern(definition).matches(in: source)
    guard found.count == 1 else { return "\(self.source) has \(found.count) times: \(definition)" }
    guard found[0].count == units.count else { return "not as many numbers in the definition as in the sentence" }
    let words = page.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for sentence in wordings(found[0]) where words.contains(sentence) { return nil }
    return "\(self.source) says \(found[0]), and no sentence of the page is: \(wordings(found[0]).first ?? sentence)"
  }

  /// The sentence with the numbers in it, in all their spellings.
  private func wordings(_ numbers: [SourceNumber]) -> [String] {
    let pieces = sentence.split(separator: "#", omittingEmptySubsequences: false)
    var result = [String(pieces[0])]
    for (index, piece) in pieces.dropFirst().enumerated() {
      let spellings = numbers[index].spellings(per: units[index])
      result = result.flatMap { before in spellings.map { "\(before)\($0)\(piece)" } }
    }
    return result
  }
}
