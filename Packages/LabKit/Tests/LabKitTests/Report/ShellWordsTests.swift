import Testing

@testable import LabKit

@Suite struct `Words of a command` {
  @Test func `stand as they are where a shell leaves them so`() {
    #expect(ShellWords.text(["echo-server", "-l", "10.77.0.2:8080", "--x=1"]) == "echo-server -l 10.77.0.2:8080 --x=1")
  }

  @Test func `are in quotes where it would not`() {
    #expect(ShellWords.text(["a b", "", "it's", "$(x)", "*"]) == #"'a b' '' 'it'\''s' '$(x)' '*'"#)
  }

  @Test func `tell the seed that a tool was given`() {
    func seed(_ words: String...) -> String? { ToolStart(label: "wire", host: "middle", words: words).seed }
    #expect(seed("wire", "--loss", "8/0", "--seed", "4") == "4")
    #expect(seed("wire", "--seed") == nil)
    #expect(seed("wire") == nil)
  }
}
