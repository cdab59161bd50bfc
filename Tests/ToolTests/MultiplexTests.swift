import Glibc
import SocketKit
import Testing

extension EchoProcess {
  /// A run of `multiplex`.
  static func multiplex(_ arguments: [String], before: [String] = []) throws -> EchoProcess {
    try EchoProcess("multiplex", arguments, before: before)
  }

  /// What the run found, and how it ended.
  mutating func finished() throws -> (fields: [String: String], ending: ChildProcess.Ending) {
    let fields = try next("finished")
    return (fields, try ending())
  }
}

@Suite("multiplex") struct MultiplexTests {
  @Test func `raises the limit of descriptors when it is told to, and needs no more than it says`() throws {
    let clients = 100
    var program = try EchoProcess.multiplex(
      ["-n", "\(clients)", "--delay", "50ms", "--descriptors", "\(2 * clients + 10)"],
      before: ["sh", "-c", "ulimit -Sn 64 && exec \"$0\" \"$@\""])
    let (fields, ending) = try program.finished()
    #expect(fields["answered"] == "100")
    #expect(ending == .exited(0))
  }

  @Test func `says which limit it cannot have`() throws {
    let words = ["-c", "ulimit -n 64 && exec \"$0\" \"$@\"", BuiltTool("multiplex").path, "--descriptors", "65"]
    let outcome = try RunningProgram.run(["sh"] + words)
    #expect(outcome.status == 71)
    #expect(outcome.errorText == "multiplex: RLIMIT_NOFILE 65 (the hard limit is 64): Invalid argument\n")
  }

  @Test func `ends when it is told to, and tells how far it was`() throws {
    var program = try EchoProcess.multiplex(["-n", "5", "--delay", "1h", "--grace", "50ms"])
    // Both ends of five connections: it is under way, and no signal comes before it can take one.
    let isUnderWay = Patience.wait { program.descriptorCount() >= 15 }
    try #require(isUnderWay)
    program.send(.terminate)
    let (fields, ending) = try program.finished()
    #expect(fields["failed"] == "5")
    #expect(ending == .exited(0))
  }
}
