import Glibc
import SocketKit
import Testing

extension EchoProcess {
  /// A run of `multiplex`.
  static func multiplex(_ arguments: [String], before: [String] = []) throws -> EchoProcess {
    try EchoProcess("multiplex", arguments, before: before)
  }
}

@Suite("multiplex") struct MultiplexTests {
  /// What the run found, and how it ended.
  private static func finish(_ program: inout EchoProcess) throws -> (
    fields: [String: String], ending: ChildProcess.Ending
  ) {
    let fields = try program.next("finished")
    return (fields, try program.ending())
  }

  @Test(arguments: [("loop", 1), ("threads", 51)])
  func `answers all clients in the time of one, and tells its threads and descriptors`(_ model: String, _ threads: Int)
    throws
  {
    var program = try EchoProcess.multiplex(["-n", "50", "--delay", "400ms", "--model", model])
    let (fields, ending) = try Self.finish(&program)
    #expect(ending == .exited(0))
    #expect(fields["model"] == model)
    #expect(fields["clients"] == "50" && fields["answered"] == "50" && fields["failed"] == "0")
    // One after the other they would take twenty seconds.
    let seconds = try #require(fields["seconds"].flatMap(Double.init))
    #expect(seconds >= 0.4 && seconds < 8, "\(seconds)")
    #expect(fields["threads_peak"] == "\(threads)")
    // Two for each connection, which has both its ends here, and a few.
    let descriptors = try #require(fields["descriptors_peak"].flatMap { Int($0) })
    #expect((100 ... 116).contains(descriptors), "\(descriptors)")
    let resident = try #require(fields["resident_octets"].flatMap { Int($0) })
    #expect((1 << 20 ... 256 << 20).contains(resident), "\(resident)")
  }

  @Test(arguments: wordModels) func `counts as failed who got no answer, and ends with 1`(_ model: String) throws {
    var program = try EchoProcess.multiplex(
      ["-n", "100", "--delay", "50ms", "--model", model], before: ["sh", "-c", "ulimit -n 64 && exec \"$0\" \"$@\""])
    let (fields, ending) = try Self.finish(&program)
    #expect(ending == .exited(1))
    let failed = try #require(fields["failed"].flatMap { Int($0) })
    #expect(failed > 50)
    #expect(fields["answered"] == "\(100 - failed)")
    let errors = try program.errors()
    #expect(errors.contains("Too many open files"))
    // Each reason once.
    #expect(errors.split(separator: "\n").count <= 5, "\(errors)")
  }

  @Test(.enabled(if: Spawn.search("strace") != nil, "strace is not installed"), arguments: ["recvfrom", "sendto"])
  func `does not take an error for an answer`(_ call: String) throws {
    let inject = [
      "strace", "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):error=ECONNRESET:when=5",
    ]
    var program = try EchoProcess.multiplex(["-n", "10", "--delay", "50ms"], before: inject)
    let (fields, ending) = try Self.finish(&program)
    #expect(fields["answered"] == "9" && fields["failed"] == "1")
    #expect(ending == .exited(1))
  }

  @Test func `raises the limit of descriptors when it is told to`() throws {
    var program = try EchoProcess.multiplex(
      ["-n", "100", "--delay", "50ms", "--descriptors", "256"],
      before: ["sh", "-c", "ulimit -Sn 64 && exec \"$0\" \"$@\""])
    let (fields, ending) = try Self.finish(&program)
    #expect(fields["answered"] == "100")
    #expect(ending == .exited(0))
  }

  @Test func `says which limit it cannot have`() throws {
    let words = ["-c", "ulimit -n 64 && exec \"$0\" \"$@\"", BuiltTool("multiplex").path, "--descriptors", "65"]
    let outcome = try RunningProgram.run(["sh"] + words)
    #expect(outcome.status == 71)
    #expect(outcome.errorText == "multiplex: RLIMIT_NOFILE 65 (the hard limit is 64): Invalid argument\n")
  }

  @Test func `runs beside another: its port is its own`() throws {
    var first = try EchoProcess.multiplex(["-n", "5", "--delay", "300ms"])
    var second = try EchoProcess.multiplex(["-n", "5", "--delay", "300ms"])
    #expect(try Self.finish(&first).ending == .exited(0))
    #expect(try Self.finish(&second).ending == .exited(0))
  }

  @Test func `ends when it is told to, and tells how far it was`() throws {
    var program = try EchoProcess.multiplex(["-n", "5", "--delay", "1h", "--grace", "50ms"])
    // Both ends of five connections: it is under way, and no signal comes before it can take one.
    let isUnderWay = Patience.wait { program.descriptorCount() >= 15 }
    try #require(isUnderWay)
    program.send(.terminate)
    let (fields, ending) = try Self.finish(&program)
    #expect(fields["failed"] == "5")
    #expect(ending == .exited(0))
  }
}
