import ToolKit

/// What is said on one connection: octets of the peer in, replies out, whoever moves them.
struct Dialogue {
  /// One reply, or several that go out together.
  struct Reply {
    /// `server: …` with a newline, for each word.
    var lines: [UInt8]
    /// What the last of them means.
    var consequence: Consequence
  }

  /// What a reply means beyond itself.
  enum Consequence {
    case none
    /// It is the last one: nothing of what the peer says is heard any more.
    case farewell
    /// The server lets nobody in any more, from before it is sent.
    case poison
  }

  /// Octets of one read. Two of them become a reply of some thirty at most, so a peer that does not read is owed 64 KiB,
  /// or four times the longest word.
  static let readOctets = 4096

  private var words: WordReader
  private let settings: Settings
  private let peer: String
  private let report: Report
  private var unread: ArraySlice<UInt8> = []
  private var isAtEnd = false

  init(with peer: String, _ settings: Settings, _ report: Report) {
    words = WordReader(limit: settings.wordLimit)
    self.settings = settings
    self.peer = peer
    self.report = report
  }

  /// Hears what the peer said; only when `next` has nothing more.
  mutating func hear(_ octets: ArraySlice<UInt8>) { unread = octets }

  /// The peer says no more: the word that it began is whole.
  mutating func hearEnd() { isAtEnd = true }

  /// The next reply: to all that was heard, or to one word where each waits for itself.
  ///
  /// - Returns: nil when all that was heard is answered.
  mutating func next() -> Reply? {
    guard var reply = nextWord().map({ answer($0) }) else { return nil }
    while settings.delayWrite == nil, case .none = reply.consequence, let item = nextWord() {
      let next = answer(item)
      reply.lines += next.lines
      reply.consequence = next.consequence
    }
    return reply
  }

  private mutating func nextWord() -> WordReader.Item? {
    while let octet = unread.popFirst() {
      if let item = words.take(octet) { return item }
    }
    return isAtEnd ? words.finish() : nil
  }

  private mutating func answer(_ item: WordReader.Item) -> Reply {
    guard case .word(let octets) = item else {
      report.event("refused", [.text("peer", peer), .integer("limit", settings.wordLimit)])
      return Self.reply("Word too long: more than \(settings.wordLimit) octets", .none)
    }
    report.event("received", [.text("peer", peer), .octets("word", octets)])
    guard let word = Word(octets, takesPoison: settings.takesPoison) else {
      return Self.reply("Unknown command: \(OctetNotation.text(of: octets))", .none)
    }
    let answer = word.answer(takesPoison: settings.takesPoison)
    switch word {
    case .exit:
      unread = []
      return Self.reply(answer, .farewell)
    case .poison: return Self.reply(answer, .poison)
    default: return Self.reply(answer, .none)
    }
  }

  private static func reply(_ value: String, _ consequence: Consequence) -> Reply {
    Reply(lines: Array("server: \(value)\n".utf8), consequence: consequence)
  }
}
