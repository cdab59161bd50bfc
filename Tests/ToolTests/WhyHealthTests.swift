import Glibc
import SocketKit
import Testing
import ToolKit

@Suite("why, where nothing is wrong,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct WhyHealthTests {
  private let machine: PrivateMachine

  init() throws { machine = try .wherePortsStay() }

  @Test func `says so of idle connections, of traffic, and of a burst that left TIME_WAIT`() throws {
    let target = try machine.target()
    #expect(try machine.why([":8080"]).isHealthy)
    for words in [["--idle"], [], ["--churn"], ["--bulk"]] {
      var load = try machine.start("tcp-load", ["-q", "-c", "10", "-t", "1m"] + words + [target])
      if words != ["--churn"] { try machine.await(20, "established", port: 8080) }
      let answer = try machine.why([":8080"])
      #expect(answer.isHealthy, "\(words): \(answer)")
      try machine.send(SIGTERM, to: "tcp-load")
      _ = try load.ending()
    }
    #expect(try machine.bomb(["-n", "300", target]).status == 0)
    let answer = try machine.why([":8080", "-v"])
    #expect(answer.isHealthy)
    let harmless = try #require(answer.all("harmless").first)
    #expect(harmless["state"]?.text == "TIME_WAIT" && (harmless["sockets"]?.integer ?? 0) >= 300)
    #expect(try machine.why([":8080"]).all("harmless").isEmpty)
  }

  @Test func `says of a port without a socket that there is none`() throws {
    for place in [":8080", "127.0.0.1:8080", "[::1]:8080"] {
      let answer = try machine.why([place])
      #expect(answer.status == 1 && answer.causes == ["no-socket"] && answer["about"]?.text == place)
    }
    let other = try machine.why(["127.0.0.1:1", "127.0.0.1:2"])
    #expect(other.causes == ["no-socket"])
    #expect(try machine.why(["1"]).all("healthy").first?["sockets"]?.integer == 0)
  }

  @Test func `escapes what a program calls itself`() throws {
    try machine.succeed(["sh", "-c", "ln -s /run/tools/lying-server \"/run/$(printf 'e\\033[1m\"\\\\ l')\""])
    let start = "exec /run/e*l --lie never-closes -l 127.0.0.1:8080"
    var liar = try EchoProcess("echo-client", [], before: machine.words(["sh", "-c", start]))
    try liar.next("listening")
    #expect(try machine.bomb(["-n", "1", "127.0.0.1:8080"]).status == 0)
    try machine.await(1, "closewait", port: 8080)
    let answer = try machine.why([":8080"])
    #expect(answer.causes == ["not-closed"] && answer["command"]?.text == "e\\x1b[1m\"\\\\ l")
    let text = try machine.run(["/run/tools/why", "-i", "10ms", ":8080"]).outputText
    #expect(text.contains(" command=\"e\\x1b[1m\\\"\\\\ l\" ") && !text.contains("\u{1B}"))
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser && geteuid() == 0, "needs root to become somebody else"))
  func `says to an ordinary user what it could not see`() throws {
    let target = try machine.target()
    let load = try machine.startOrdinary("tcp-load", ["-q", "-c", "5", "--idle", "-t", "1m", target])
    try machine.await(10, "established", port: 8080)
    let answer = try machine.why([":8080"], ordinary: true)
    #expect(answer.isHealthy)
    #expect(answer.all("unseen").first?["sockets"]?.integer == 6)
    #expect(try machine.why([":8080"]).all("unseen").isEmpty)
    // Whose they are is said of one's own only.
    let mine = try machine.inside(try machine.process("tcp-load"))
    #expect(try machine.why(["\(mine)"], ordinary: true).isHealthy)
    let theirs = try machine.inside(try machine.process("echo-server"))
    let refused = try RunningProgram.run(machine.ordinaryWords(["/run/tools/why", "\(theirs)"]))
    #expect(refused.status == 77 && refused.errorText.contains("CAP_SYS_PTRACE"), "\(refused)")
    _ = consume load
  }

  @Test(arguments: [
    [], [":0"], [":65536"], ["8080x"], ["-i", "1ms", ":80"], ["--ports", "9-8", ":80"], [":80", "x"], ["a", "b", "c"],
    ["::1:80"],
  ])
  func `refuses a question that says nothing`(_ arguments: [String]) throws {
    let outcome = try BuiltTool("why").run(arguments)
    #expect(outcome.status == 64 && outcome.outputText == "", "\(outcome)")
  }

  @Test func `says of a process that is gone that it is`() throws {
    let outcome = try BuiltTool("why").run(["4194304"])
    #expect(outcome.status == 1 && outcome.errorText == "why: 4194304: no such process\n", "\(outcome)")
  }
}
