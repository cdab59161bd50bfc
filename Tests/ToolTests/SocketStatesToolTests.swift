import Glibc
import SocketKit
import Testing
import ToolKit

@Suite("tcp-states", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct SocketStatesToolTests {
  private static let tool = "/run/tools/tcp-states"
  private let machine: PrivateMachine

  init() throws { machine = try .withLoopback() }

  private func sockets(_ arguments: [String] = []) throws -> [JSONValue] {
    try machine.succeed([Self.tool, "-j"] + arguments).split(separator: "\n").map {
      try JSONValue.parse(Array($0.utf8))
    }
  }

  private func states(_ arguments: [String] = []) throws -> [String] {
    try sockets(arguments).compactMap { $0["state"]?.text }.sorted()
  }

  /// A pair whose client has closed and whose server has not.
  private func halfClosed() throws -> EchoPair {
    var pair = try EchoPair(LyingServer.name, in: machine)
    pair.endInput()
    for state in ["CLOSE_WAIT", "FIN_WAIT2"] { _ = try socket(in: state) }
    return pair
  }

  /// The one socket in this state, waited for: the kernel tells nobody when it is.
  private func socket(in state: String) throws -> JSONValue {
    var found: [JSONValue] = []
    _ = try Patience.wait {
      found = try sockets(["-a"]).filter { $0["state"]?.text == state }
      return !found.isEmpty
    }
    try #require(found.count == 1, "\(found.count) sockets in \(state)")
    return found[0]
  }

  /// Holds when the one process of this name is the owner, and its descriptor leads to this inode, as /proc says.
  private func expectOwner(_ name: String, of socket: JSONValue) throws {
    let pid = try machine.process(name)
    #expect(socket["pid"]?.integer == (try machine.inside(pid)))
    #expect(socket["command"]?.text == name)
    #expect(socket["holders"]?.integer == 1)
    let fd = try #require(socket["fd"]?.integer)
    var target = [CChar](repeating: 0, count: 64)
    #expect(readlink("/proc/\(pid)/fd/\(fd)", &target, target.count - 1) > 0)
    let inode = try #require(socket["inode"]?.integer)
    #expect(target.withUnsafeBufferPointer { String(cString: $0.baseAddress!) } == "socket:[\(inode)]")
  }

  @Test func `finds LISTEN and ESTABLISHED, with the pid and descriptor of each end`() throws {
    let pair = try EchoPair(in: machine)
    let listener = try socket(in: "LISTEN")
    #expect(listener["local"]?.text == pair.address)
    #expect(listener["backlog"]?.integer == 1024 && listener["waiting"]?.integer == 0)
    try expectOwner("echo-server", of: listener)

    let ends = try sockets()
    try #require(ends.count == 2 && ends.allSatisfy { $0["state"]?.text == "ESTABLISHED" })
    let accepted = try #require(ends.first { $0["local"] == listener["local"] })
    let connected = try #require(ends.first { $0["remote"] == listener["local"] })
    #expect(accepted["remote"] == connected["local"])
    #expect(accepted["octets_received"]?.integer == 6 && connected["octets_received"]?.integer == 6)
    try expectOwner("echo-server", of: accepted)
    try expectOwner("echo-client", of: connected)
  }

  @Test func `finds CLOSE_WAIT at the end that has not called close, and FIN_WAIT2 at the other`() throws {
    let pair = try halfClosed()
    let waiting = try socket(in: "CLOSE_WAIT")
    #expect(waiting["local"]?.text == pair.address)
    try expectOwner(LyingServer.name, of: waiting)
    let closed = try socket(in: "FIN_WAIT2")
    #expect(closed["local"] == waiting["remote"] && closed["remote"] == waiting["local"])
    try expectOwner("echo-client", of: closed)
  }

  @Test func `finds TIME_WAIT at the end that closed first, with its timer and without an owner`() throws {
    var pair = try EchoPair(in: machine)
    try pair.end()
    let socket = try socket(in: "TIME_WAIT")
    #expect(socket["remote"]?.text == pair.address)
    #expect(socket["timer"]?.text == "timewait")
    #expect((1 ... 60_000).contains(socket["expires_ms"]?.integer ?? 0))
    for key in ["pid", "fd", "inode", "command", "cwnd_segments"] { #expect(socket[key] == nil) }
  }

  @Test func `finds SYN_SENT, with its retransmission timer`() throws {
    // A link on which nobody answers and nobody is asked for an address.
    try machine.succeed(["ip", "link", "add", "near", "type", "veth", "peer", "name", "far"])
    try machine.succeed(["ip", "address", "add", "192.0.2.1/24", "dev", "near"])
    try machine.succeed(["ip", "link", "set", "far", "up"])
    try machine.succeed(["ip", "link", "set", "near", "arp", "off", "up"])
    let client = try machine.start("echo-client", ["192.0.2.2:80"])
    let socket = try socket(in: "SYN_SENT")
    #expect(socket["remote"]?.text == "192.0.2.2:80")
    #expect(socket["timer"]?.text == "retransmission")
    #expect(socket["expires_ms"]?.integer != nil)
    #expect(socket["unacked_octets"]?.integer == 1)
    try expectOwner("echo-client", of: socket)
    let isConnected = client.hasOutput()
    #expect(!isConnected)
  }

  @Test func `says the same in JSON as in text, after four fields that every line has`() throws {
    let pair = try EchoPair(in: machine)
    for arguments in [["-a"], ["-s"]] {
      let text = try machine.succeed([Self.tool] + arguments).split(separator: "\n")
      let json = try sockets(arguments)
      #expect(text.count == json.count && !json.isEmpty)
      for (line, value) in zip(text, json) {
        let words = line.split(separator: " ")
        let names = try #require(value.members).map(\.name)
        #expect(names.prefix(4) == ["time", "mono_ns", "tool", "event"])
        #expect(Array(names.dropFirst(4)) == words.dropFirst().map { String($0.prefix { $0 != "=" }) })
        #expect(value["tool"]?.text == "tcp-states")
        #expect(value["event"]?.text.map { $0[...] } == words.first)
        let time = try #require(value["time"]?.text)
        #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z/) != nil)
      }
    }
    let socket = try #require(try sockets().first)
    #expect(socket["local"]?.text == pair.address || socket["remote"]?.text == pair.address)
    for key in ["inode", "pid", "fd", "cwnd_segments", "rtt_us", "retransmits"] {
      #expect(socket[key]?.integer != nil, "\(key)")
    }
  }

  @Test func `counts with --summary what is in each state`() throws {
    let open = try EchoPair(in: machine)
    let half = try halfClosed()
    #expect(try counts([]) == ["total=6", "listen=2", "established=2", "close_wait=1", "fin_wait2=1"])
    #expect(try counts(["-p", "\(open.port)"]) == ["total=3", "listen=1", "established=2"])
    #expect(try counts(["-p", "\(half.port)", "--state", "listen,close"]) == ["total=1", "listen=1"])
  }

  /// What a summary counts; there is a number for each state and for all, of which those of 0 are left out here.
  private func counts(_ arguments: [String]) throws -> Set<Substring> {
    let words = try machine.succeed([Self.tool, "--summary"] + arguments).split { " \n".contains($0) }
    #expect(words.first == "summary" && words.count == 13, "\(words)")
    return Set(words.dropFirst().filter { !$0.hasSuffix("=0") })
  }

  @Test func `shows with a port, a state, -l and -a what belongs to it, and nothing else`() throws {
    let open = try EchoPair(in: machine)
    let half = try halfClosed()
    #expect(try states() == ["CLOSE_WAIT", "ESTABLISHED", "ESTABLISHED", "FIN_WAIT2"])
    #expect(try states(["-a"]) == ["CLOSE_WAIT", "ESTABLISHED", "ESTABLISHED", "FIN_WAIT2", "LISTEN", "LISTEN"])
    #expect(try states(["-l"]) == ["LISTEN", "LISTEN"])
    #expect(try states(["-p", "\(open.port)"]) == ["ESTABLISHED", "ESTABLISHED"])
    #expect(try states(["-a", "-p", "\(half.port)"]) == ["CLOSE_WAIT", "FIN_WAIT2", "LISTEN"])
    #expect(try states(["--state", "close-wait"]) == ["CLOSE_WAIT"])
    #expect(try states(["--state", "estab,FIN_WAIT2"]) == ["ESTABLISHED", "ESTABLISHED", "FIN_WAIT2"])
    #expect(try states(["--state", "time-wait"]) == [])
  }

  @Test(arguments: [
    ["--state", "opened"], ["--state", "listen,"], ["-p", "0"], ["--port", "65536"], ["-p", "x"], ["-i", "1us"],
  ])
  func `refuses a value that says nothing, and names it`(_ arguments: [String]) throws {
    let outcome = try BuiltTool("tcp-states").run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errorText.hasPrefix("tcp-states: --"))
    #expect(outcome.errorText.contains(" '\(arguments[1])': must be "), "\(outcome.errorText)")
    #expect(outcome.outputText == "")
  }

  @Test(arguments: [["-l", "-a"], ["-l", "--state", "time-wait"], ["-f", "-s"]])
  func `refuses options that say two things at once`(_ arguments: [String]) throws {
    let outcome = try BuiltTool("tcp-states").run(arguments)
    #expect(outcome.status == 64 && outcome.outputText == "", "\(outcome.outputText)")
    #expect(outcome.errorText.hasPrefix("tcp-states: --"))
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser && geteuid() == 0, "needs root to become somebody else"))
  func `tells an ordinary user all but whose the sockets of others are`() throws {
    var server = try machine.start("echo-server", ["-l", "127.0.0.1:0"])
    let address = "127.0.0.1:\(try server.port())"
    var client = try machine.startOrdinary("echo-client", [address])
    try client.next("connected")
    let outcome = try RunningProgram.run(machine.ordinaryWords([Self.tool, "-j"]))
    #expect(outcome.status == 0 && outcome.errorText == "")
    let ends = try outcome.outputText.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    try #require(ends.count == 2)
    let ours = try #require(ends.first { $0["remote"]?.text == address })
    let theirs = try #require(ends.first { $0["local"]?.text == address })
    try expectOwner("echo-client", of: ours)
    #expect(theirs["inode"]?.integer != nil && theirs["pid"] == nil && theirs["fd"] == nil)
  }
}
