import Testing

@testable import Observe

@Suite struct `The command line of strace` {
  private func trace(_ list: String) throws -> String {
    let words = StraceCommand.arguments(trace: list, output: "/tmp/out", command: ["echo", "-o"])
    #expect(words.suffix(5) == ["-o", "/tmp/out", "--", "echo", "-o"])
    return words[try #require(words.firstIndex(of: "-e")) + 1]
  }

  @Test func `asks for what makes processes, too`() throws {
    #expect(try trace("connect") == "trace=connect,execve,clone,?clone3,?fork,?vfork")
  }

  @Test(arguments: ["!read", "none", "all"]) func `adds nothing to a list that is closed`(list: String) throws {
    #expect(try trace(list) == "trace=\(list)")
  }
}
