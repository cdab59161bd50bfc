import SocketKit
import Testing

@testable import LabKit

@Suite struct `What a program that left no result is told of` {
  private func account(_ complaint: String, _ ending: ChildProcess.Ending?) -> String {
    SideBySide.Result(printed: [], complained: Array(complaint.utf8), ending: ending).account(of: "lab")
  }

  @Test func `is what it said, on one line and without its name`() {
    #expect(account("lab: ping: no raw sockets\nlab: sorry\n", .exited(77)) == "ping: no raw sockets; sorry")
    #expect(account("laboratory: shut\r\n", .exited(1)) == "laboratory: shut")
  }

  @Test(arguments: ["", "\n", "lab: \n"]) func `is its exit status where it said nothing`(complaint: String) {
    #expect(account(complaint, .exited(1)) == "left no result and said nothing, exit status 1")
    #expect(account(complaint, .exited(0)) == "left no result and said nothing, exit status 0")
  }

  @Test func `is the signal that killed it, whatever it said before`() {
    #expect(account("", .signalled(.kill)) == "killed by SIGKILL")
    #expect(account("lab: 0x00 in main\n", .signalled(.kill)) == "killed by SIGKILL")
  }

  @Test func `ends somewhere`() {
    #expect(account(String(repeating: "x", count: 1 << 20), .exited(70)).count == 2000)
  }
}
