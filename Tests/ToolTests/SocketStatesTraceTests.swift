import Glibc
import SocketKit
import Testing

@Suite(
  "tcp-states --follow --trace",
  .enabled(if: geteuid() == 0 && PrivateMachine.isPossible, "needs root of the machine"))
struct SocketStatesTraceTests {
  private static let instances = "/sys/kernel/tracing/instances"

  private let machine: PrivateMachine

  init() throws { machine = try Self.machine() }

  private static func machine() throws -> PrivateMachine {
    let machine = try PrivateMachine.withLoopback()
    try machine.succeed(["sh", "-c", "test -d \(instances) || mount -t tracefs none /sys/kernel/tracing"])
    return machine
  }

  private func follow(_ trace: String, _ port: UInt16) throws -> EchoProcess {
    var follow = try machine.start("tcp-states", ["-f", "-i", "1ms", "-p", "\(port)", "--trace", trace])
    try follow.next("socket")
    #expect(try follow.next("following")["traced"] == (trace == "off" ? nil : "1"))
    return follow
  }

  /// What is told of a client until it is in a state.
  private func life(_ follow: inout EchoProcess, of local: String, to state: String) throws -> [[String: String]] {
    var life: [[String: String]] = []
    while life.last?["to"] != state {
      let transition = try follow.next("transition")
      if transition["local"] == local { life.append(transition) }
    }
    return life
  }

  /// A connection that is closed while nobody looks.
  private func closing(_ trace: String) throws -> [[String: String]] {
    var server = try machine.start("echo-server", ["-l", "127.0.0.1:0"])
    let port = try server.port()
    var follow = try follow(trace, port)
    var client = try machine.start("echo-client", ["127.0.0.1:\(port)"])
    let local = try #require(try client.next("connected")["local"])
    _ = try life(&follow, of: local, to: "ESTABLISHED")
    try machine.stop("tcp-states")
    client.endInput()
    #expect(try client.ending() == .exited(0))
    // What runs it stops with it, and both have to be woken.
    let isAwake = try Patience.wait {
      try machine.send(SIGCONT, to: "tcp-states")
      follow.send(Signal(rawValue: SIGCONT))
      return follow.hasOutput()
    }
    try #require(isAwake)
    let life = try life(&follow, of: local, to: "TIME_WAIT")
    try machine.send(SIGTERM, to: "tcp-states")
    #expect(try follow.ending() == .exited(0))
    #expect(try follow.errors() == "")
    return life
  }

  private func words(_ life: [[String: String]]) -> [String] {
    life.map { step in
      let mark = step["inferred"] == "1" ? "?" : step["within_us"] == "0.000" ? "!" : ""
      return "\(step["from"] ?? "-") \(step["to"] ?? "-")\(mark)"
    }
  }

  @Test func `has the moments of states between two looks from the kernel, each once`() throws {
    let life = try closing("on")
    #expect(words(life) == ["ESTABLISHED FIN_WAIT1!", "FIN_WAIT1 FIN_WAIT2!", "FIN_WAIT2 TIME_WAIT"])
  }

  @Test func `infers what is certain of them where the trace is taken away`() throws {
    let life = try closing("off")
    #expect(words(life) == ["ESTABLISHED FIN_WAIT1?", "FIN_WAIT1 TIME_WAIT"])
    #expect(life.first?["within_us"] == life.last?["within_us"])
  }

  @Test func `tells nothing of the same port in another network namespace`() throws {
    var server = try machine.start("echo-server", ["-l", "127.0.0.1:0"])
    let port = try server.port()
    var follow = try follow("on", port)
    let other = try Self.machine()
    var others = try other.start("echo-server", ["-l", "127.0.0.1:\(port)"])
    _ = try others.port()
    try other.succeed(["/run/tools/port-bomb", "-q", "-n", "20", "127.0.0.1:\(port)"])
    try machine.succeed(["/run/tools/port-bomb", "-q", "-n", "1", "--sources", "127.0.0.9", "127.0.0.1:\(port)"])
    let first = try follow.next("transition")
    #expect(first["local"]?.hasPrefix("127.0.0.9:") == true || first["remote"]?.hasPrefix("127.0.0.9:") == true)
  }

  /// The folder in which the machine's one tcp-states has its trace.
  private static let find = "readlink /proc/[0-9]*/fd/* | grep -o 'tcplab-states-[0-9]*-[0-9]*'"

  private func isThere(_ instance: String) throws -> Bool {
    try machine.run(["test", "-d", "\(Self.instances)/\(instance)"]).status == 0
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `removes its trace at a signal, and one whose owner was killed`(
    _ signal: CInt
  ) throws {
    let leftover = "tcplab-states-\(signal)-\(getpid())"
    try machine.succeed(["mkdir", "\(Self.instances)/\(leftover)"])
    var follow = try machine.start("tcp-states", ["-f", "-i", "1h"])
    #expect(try follow.next("following")["traced"] == "1")
    #expect(try !isThere(leftover))
    let own = try machine.succeed(["sh", "-c", Self.find]).split(separator: "\n").map(String.init)
    #expect(own.count == 1)
    #expect(try own.allSatisfy(isThere))
    try machine.send(signal, to: "tcp-states")
    #expect(try follow.ending() == .exited(0))
    #expect(try !own.contains(where: isThere))
  }

  @Test func `removes its trace when its reader leaves while it writes`() throws {
    let script = "/run/tools/tcp-states -f -v -i 1ms | (read; \(Self.find)); echo ${PIPESTATUS[0]}"
    let lines = try machine.succeed(["bash", "-c", script]).split(separator: "\n").map(String.init)
    #expect(lines.count == 2 && lines.last == "0", "\(lines)")
    #expect(try !isThere(lines[0]))
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs), arguments: ["on", "auto"])
  func `goes on without for an ordinary user, who is told only if he asked`(_ trace: String) throws {
    var follow = try machine.startOrdinary("tcp-states", ["-f", "--trace", trace])
    #expect(try follow.next("following")["traced"] == nil)
    try machine.send(SIGTERM, to: "tcp-states")
    #expect(try follow.ending() == .exited(0))
    let said = try follow.errors().split(separator: "\n")
    #expect(said.count == (trace == "on" ? 1 : 0), "\(said)")
    #expect(said.allSatisfy { $0.hasPrefix("tcp-states: tracefs: ") })
  }
}
