/// Which known word somebody may have meant.
enum Spelling {
  /// - Returns: the first of the nearest, when it is no more than two slips away and fewer than the word has letters
  ///   left; otherwise nil.
  static func nearest(to word: String, among known: [String]) -> String? {
    let letters = Array(word.prefix(longestWord))
    let best = known.map { ($0, distance(letters, Array($0))) }.min { $0.1 < $1.1 }
    guard let (name, slips) = best, slips <= 2, slips < letters.count - 1 else { return nil }
    return name
  }

  /// Longer than any option's name; more letters cannot come near one.
  private static let longestWord = 40

  /// Letters added, left out or replaced (Levenshtein's distance), one row of the table at a time.
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var row = Array(0 ... other.count)
    for (i, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in other.indices {
        let replaced = diagonal + (letter == other[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[other.count]
  }
}
