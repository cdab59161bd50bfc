import Glibc
import SocketKit
import Testing

/// Networks that stay, on a machine whose notes and processes are all the test's.
@Suite("lab-net", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct LabNetTests {
  private static let labNet = "/run/tools/lab-net"
  private let machine: PrivateMachine
  private let before: Traces

  init() throws {
    machine = try PrivateMachine()
    before = try machine.traces()
  }

  private func run(_ words: String...) throws -> Outcome { try machine.run([Self.labNet] + words) }

  private func expectNoTraces() throws {
    let isClean = try Patience.wait { try machine.traces() == before }
    let after = try machine.traces()
    #expect(isClean && after == before)
    #expect(Folder.allNames(in: machine.outside("/run/tcplab")) == [])
  }

  @Test func `stays up between commands, and leaves nothing when it is taken down`() throws {
    let up = try run("up")
    #expect(up.status == 0 && up.errorText == "")
    #expect(try run("list").outputText == up.outputText.replacing("up name", with: "network name"))
    #expect(try machine.traces().interfaces == before.interfaces)
    try expectEcho(machine.words)
    #expect(try run("down").status == 0)
    try expectNoTraces()
    #expect(try run("list").outputText == "")
    #expect(try run("down").status == 1)
  }

  // Without root each command would be of a user namespace of its own, and none may enter another's.
  @Test(.enabled(if: geteuid() == 0 && PrivateMachine.hasOrdinaryUser, "needs root, to become an ordinary user"))
  func `stays up for an ordinary user too`() throws {
    try machine.succeed(["mkdir", "--mode=777", "/run/user"])
    func words(_ words: [String]) -> [String] {
      machine.ordinaryWords(["env", "XDG_RUNTIME_DIR=/run/user"] + words)
    }
    #expect(try RunningProgram.run(words([Self.labNet, "up"])).status == 0)
    // Another user's network is not ours.
    #expect(try run("list").outputText == "")
    try expectEcho(words)
    #expect(try RunningProgram.run(words([Self.labNet, "down"])).status == 0)
    try expectNoTraces()
    #expect(Folder.allNames(in: machine.outside("/run/user/tcplab")) == [])
  }

  /// A server in one host answers a client in the other.
  private func expectEcho(_ words: ([String]) -> [String]) throws {
    let server = "/run/tools/echo-server"
    var serving = try RunningProgram(words([Self.labNet, "exec", "server", "--", server, "-l", "10.77.0.2:7"]))
    let pid = try machine.process("echo-server")
    try #require(Patience.wait { FileDescriptor.table(of: pid).contains(":0007 00000000:0000 0A") })
    let client = [Self.labNet, "exec", "client", "--", "/run/tools/echo-client", "10.77.0.2:7"]
    let outcome = try RunningProgram.run(words(client), input: Array("hi\n".utf8))
    #expect(outcome.status == 0 && outcome.outputText.contains("local=10.77.0.1:"), "\(outcome.outputText)")
    kill(pid, SIGTERM)
    #expect(try serving.outcome().status == 0)
  }

  @Test func `is one network a name`() throws {
    #expect(try run("up").status == 0)
    let second = try run("up")
    #expect(second.status == 1 && second.errorText == "lab-net: a network called lab is up already\n")
    #expect(try run("up", "--name", "other").status == 0)
    #expect(try run("list").outputText.components("host=client") == 2)
    #expect(try run("down", "--name", "other").status == 0)
    #expect(try run("exec", "client", "--", "true").status == 0)
    #expect(try run("down").status == 0)
    try expectNoTraces()
  }

  @Test func `is up once when two start it at the same time`() throws {
    var first = try RunningProgram(machine.words([Self.labNet, "up"]))
    var second = try RunningProgram(machine.words([Self.labNet, "up"]))
    let statuses = [try first.outcome().status, try second.outcome().status]
    #expect(Set(statuses) == [0, 1])
    #expect(try run("list").outputText.components("host=client") == 1)
    #expect(try run("down").status == 0)
    try expectNoTraces()
  }

  @Test func `ends with what the program ended with`() throws {
    #expect(try run("up").status == 0)
    #expect(try run("exec", "server", "--", "sh", "-c", "exit 7").status == 7)
    #expect(try run("exec", "server", "--", "sh", "-c", "kill -KILL $$").status == 137)
    #expect(try run("exec", "server", "--", "cat", "/proc/net/dev").outputText.contains("eth0:"))
    let missing = try run("exec", "server", "--", "no-such-program")
    #expect(missing.status == 69 && missing.errorText == "lab-net: no-such-program: not found\n")
    let nobody = try run("exec", "printer", "--", "true")
    #expect(nobody.status == 1 && nobody.errorText == "lab-net: lab has no host called printer\n")
    #expect(try run("exec", "server").status == 64)
    #expect(try run("exec", "server", "--name", "lab2", "--", "true").status == 1)
    #expect(try run("down").status == 0)
  }

  @Test func `is gone when its keeper was killed`() throws {
    #expect(try run("up").status == 0)
    kill(try machine.process("lab-net"), SIGKILL)
    #expect(try Patience.wait { try run("list").outputText == "" })
    try expectNoTraces()
    #expect(try run("exec", "client", "--", "true").status == 1)
    #expect(try run("up").status == 0)
    #expect(try run("down").status == 0)
    try expectNoTraces()
  }

  @Test(arguments: ["", "..", "a/b", "-x", "ä", "1a", "a b", "a\u{1B}[31m", String(repeating: "a", count: 33)])
  func `refuses a name that is none`(_ name: String) throws {
    let outcome = try run("up", "--name=\(name)")
    #expect(outcome.status == 64)
    #expect(!outcome.error.contains(0x1B))
    try expectNoTraces()
  }

  @Test func `takes no orders from notes that it did not write`() throws {
    #expect(try run("up").status == 0)
    let hosts = "[{\"name\":\"client\",\"address\":\"\\u001b[31m\",\"descriptor\":-1}]"
    let notes = [
      "empty": "", "text": "nonsense", "list": "[]",
      "other": "{\"name\":\"lab\",\"keeper\":2,\"keeper_start\":1,\"hosts\":[]}",
      "first": "{\"name\":\"first\",\"keeper\":1,\"keeper_start\":0,\"hosts\":\(hosts)}",
      "group": "{\"name\":\"group\",\"keeper\":-1,\"keeper_start\":0,\"hosts\":\(hosts)}",
      "huge": "{\"name\":\"huge\",\"keeper\":99999999999,\"keeper_start\":-1,\"hosts\":\(hosts)}",
      "deep": String(repeating: "[", count: 60_000),
      "stale": "{\"name\":\"stale\",\"keeper\":2,\"keeper_start\":1,\"hosts\":\(hosts)}",
    ]
    for (name, text) in notes {
      let file = try FileDescriptor.open(machine.outside("/run/tcplab/\(name)"), .create)
      try file.writeAll(Array(text.utf8).span.bytes)
    }
    try machine.succeed(["mkfifo", "/run/tcplab/fifo"])
    try machine.succeed(["mkdir", "/run/tcplab/folder"])
    try machine.succeed(["ln", "-s", "/dev/zero", "/run/tcplab/endless"])
    let list = try run("list")
    #expect(list.status == 0)
    #expect(list.outputText.components("network name=lab ") == 2 && list.outputText.components("\n") == 2)
    #expect(try run("exec", "client", "--", "true").status == 0)
    #expect(try run("down").status == 0)
    #expect(try run("down", "--name", "first").status == 1)
  }

  @Test(.enabled(if: geteuid() == 0 && PrivateMachine.hasOrdinaryUser, "needs two users"))
  func `refuses a folder of notes that is another user's`() throws {
    try machine.succeed(["mkdir", "-p", "--mode=777", "/run/user/tcplab"])
    let words = ["env", "XDG_RUNTIME_DIR=/run/user", Self.labNet, "list"]
    let outcome = try RunningProgram.run(machine.ordinaryWords(words))
    #expect(outcome.status == 77)
    #expect(outcome.errorText.hasPrefix("lab-net: /run/user/tcplab: "))
  }
}
