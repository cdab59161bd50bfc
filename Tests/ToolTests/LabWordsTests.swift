import Testing

/// The experiment on the kernel, and what it says when the server is another.
@Suite("lab run words", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabWordsTests {
  private static let cut = "a word in two segments, the first acknowledged and read alone, is one word"
  private static let joined = "two words in one segment are two words"
  private static let others = "and no other: the server goes on serving"
  private static let readLate = "the loop reads it when it has done computing"
  private static let answeredLate = "so the reply leaves after that"
  private static let meanwhile = "with a thread for each, it is answered meanwhile"
  private static let endings = "the tools end well"

  /// A server for the words alone; who computes is the real one.
  private static func lying(_ lie: String) -> [String: String] {
    [
      "word-server": """
      case "$*" in
      *--block-interval*) exec /run/tools/word-server "$@" ;;
      *) exec /run/tools/lying-word-server --lie \(lie) "$@" ;;
      esac
      """
    ]
  }

  /// Every server that computes is of this model, whatever the experiment asks for.
  private static func computing(_ model: String) -> [String: String] {
    [
      "word-server": """
      case "$*" in
      *--block-interval*) exec /run/tools/word-server "$@" --model \(model) ;;
      *) exec /run/tools/word-server "$@" ;;
      esac
      """
    ]
  }

  @Test func `holds`() throws {
    let verdict = try LabVerdict(of: "words")
    verdict.expectBroken()
    #expect(verdict.count == 10)
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `holds as an ordinary user`() throws { try LabVerdict(of: "words", asOrdinaryUser: true).expectBroken() }

  @Test func `tells a server that takes segments for words`() throws {
    try LabVerdict(of: "words", with: Self.lying("segments-are-words")).expectBroken(Self.cut, Self.joined)
  }

  @Test func `tells a server that ends all with one`() throws {
    try LabVerdict(of: "words", with: Self.lying("exit-ends-all")).expectBroken(Self.others, Self.endings)
  }

  @Test func `tells a loop that nothing blocks`() throws {
    try LabVerdict(of: "words", with: Self.computing("threads")).expectBroken(Self.readLate, Self.answeredLate)
  }

  @Test func `tells threads that wait for each other`() throws {
    try LabVerdict(of: "words", with: Self.computing("loop")).expectBroken(Self.meanwhile)
  }
}
