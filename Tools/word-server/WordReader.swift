/// Words out of a stream, an octet at a time: however segments cut the stream, the words are the same.
///
/// A word ends at white space of ASCII, or at the end of the stream. It is read in small letters (of ASCII; other
/// octets stay as they are).
struct WordReader {
  /// What the stream holds next.
  enum Item: Equatable {
    case word([UInt8])
    /// A word longer than the limit, told once, as soon as that is known. None of it is kept.
    case tooLong
  }

  private let limit: Int
  private var word: [UInt8] = []
  private var isSkipping = false

  /// - Parameter limit: the longest word, octets.
  init(limit: Int) { self.limit = limit }

  /// Takes the stream's next octet.
  ///
  /// - Returns: a word that ended with it.
  mutating func take(_ octet: UInt8) -> Item? {
    switch octet {
    case UInt8(ascii: " "), 0x09 ... 0x0D: return finish()
    case _ where isSkipping: return nil
    case _ where word.count == limit:
      isSkipping = true
      word = []
      return .tooLong
    case UInt8(ascii: "A") ... UInt8(ascii: "Z"): word.append(octet | 0x20)
    default: word.append(octet)
    }
    return nil
  }

  /// Ends the word that was begun, as the end of the stream does.
  mutating func finish() -> Item? {
    isSkipping = false
    guard !word.isEmpty else { return nil }
    defer { word = [] }
    return .word(word)
  }
}
