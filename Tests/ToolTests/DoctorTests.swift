import Glibc
import SocketKit
import Testing
import ToolKit

@Suite("doctor,", .enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
struct DoctorTests {
  private let machine: PrivateMachine

  init() throws { machine = try .withLoopback() }

  /// The lines of a run, and how it ended.
  private func examine(
    _ names: [String], before: [String] = [], ordinary: Bool = false
  ) throws -> (lines: [String: JSONValue], status: Int?) {
    let words = before + ["/run/tools/doctor", "-j"] + names
    let outcome = try RunningProgram.run(ordinary ? machine.ordinaryWords(words) : machine.words(words))
    #expect(outcome.errorText == "")
    let lines = try outcome.outputText.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    let pairs = lines.map { ($0["name"]?.text ?? $0["event"]?.text ?? "", $0) }
    return (Dictionary(pairs, uniquingKeysWith: { first, _ in first }), outcome.status)
  }

  private func verdict(_ name: String, before: [String] = [], ordinary: Bool = false) throws -> String? {
    let (lines, status) = try examine([name], before: before, ordinary: ordinary)
    let verdict = lines[name]?["verdict"]?.text
    #expect(status == (verdict == "no" ? 1 : 0) && lines.count == 1)
    // Whoever lacks something is told what works all the same, and what to do.
    for key in ["still", "cure"] { #expect((lines[name]?[key]?.text == nil) == (verdict == "yes"), "\(name)") }
    return verdict
  }

  @Test func `tries everything, tells the laboratory's state, and leaves nothing behind`() throws {
    let before = try machine.traces()
    let (lines, status) = try examine([])
    #expect(try machine.traces() == before)
    #expect(lines.count == 21, "\(lines.keys)")
    let lacking = lines.values.filter { $0["verdict"]?.text == "no" && $0["laboratory"]?.bool == true }
    #expect(status == (lacking.isEmpty ? 0 : 1))
    #expect(lines["laboratory"]?["complete"]?.bool == lacking.isEmpty)
    for name in ["kernel", "processes", "network-namespaces", "socket-diagnosis", "descriptors"] {
      #expect(lines[name]?["verdict"]?.text == "yes", "\(name)")
    }
  }

  @Test func `misses namespaces where the user is nobody that the kernel knows`() throws {
    for name in ["user-namespaces", "network-namespaces", "network"] {
      #expect(try verdict(name) == "yes")
      #expect(try verdict(name, before: ["unshare", "--user"]) == "no")
    }
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `finds raw sockets partly where only a namespace of one's own gives them`() throws {
    #expect(try verdict("raw-sockets") == "yes")
    #expect(try verdict("raw-sockets", ordinary: true) == "partly")
    // An ordinary user needs a user namespace for the laboratory; the trial makes him root of one.
    let line = try examine(["user-namespaces"], ordinary: true).lines["user-namespaces"]
    #expect(line?["laboratory"]?.bool == true)
    #expect(try verdict("raw-sockets", before: ["unshare", "--user"]) == "no")
  }

  @Test func `misses a program that is not in PATH`() throws {
    let path = ["env", "PATH=/nowhere"]
    for name in ["strace", "tcpdump", "tshark"] where Spawn.search(name) != nil {
      #expect(try verdict(name) == "yes")
      #expect(try verdict(name, before: path) == "no")
    }
  }

  @Test func `tells a program's version, not what it complains of`() throws {
    let program = """
      for file in $(seq 130); do
        echo "tshark: You don't have permission to read the file \"/root/.config/wireshark/$file\"." >&2
      done
      echo 'Running as user "nobody" and group "nogroup". This could be dangerous.' >&2
      echo 'TShark (Wireshark) 4.0.17 (Git v4.0.17).'
      """
    let folder = try TemporaryFolder()
    let path = try "PATH=\(StandIn.tools("tshark", program, in: folder)):/usr/bin:/bin"
    let (lines, _) = try examine(["tshark"], before: ["env", path])
    #expect(lines["tshark"]?["verdict"]?.text == "yes")
    #expect(lines["tshark"]?["detail"]?.text == "TShark (Wireshark) 4.0.17 (Git v4.0.17).")
  }

  @Test func `opens as many descriptors as it may`() throws {
    #expect(try verdict("descriptors", before: ["prlimit", "--nofile=32:32"]) == "no")
    #expect(try verdict("descriptors", before: ["prlimit", "--nofile=512:512"]) == "partly")
    // A soft limit is one's own to raise.
    #expect(try verdict("descriptors", before: ["prlimit", "--nofile=32:4096"]) == "yes")
    #expect(try verdict("backlog") != "no")
  }

  @Test func `sees what the network's settings make of it`() throws {
    #expect(try verdict("backlog") == "yes")
    #expect(try verdict("port-range") == "yes")
    let settings = "cd /proc/sys/net && echo 100 > core/somaxconn && echo 40000 40099 > ipv4/ip_local_port_range"
    try machine.succeed(["sh", "-c", settings])
    #expect(try verdict("backlog") == "partly")
    #expect(try verdict("port-range") == "partly")
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser && geteuid() == 0 && Spawn.search("setpriv") != nil, "needs root"))
  func `works without any privilege, and names what the laboratory lacks`() throws {
    // Nobody whom the kernel knows, so that it gives no user namespace either.
    let bare = [
      "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--",
      "unshare", "--user",
    ]
    let (lines, status) = try examine([], before: bare)
    #expect(status == 1 && lines["laboratory"]?["complete"]?.bool == false)
    let missing = try #require(lines["laboratory"]?["missing"]?.text)
    for name in ["user-namespaces", "network-namespaces", "network", "raw-sockets"] {
      #expect(missing.split(separator: ",").contains(name[...]), "\(missing)")
    }
    #expect(lines["kernel"]?["verdict"]?.text == "yes" && lines["socket-diagnosis"]?["verdict"]?.text == "yes")
  }

  @Test func `goes on when a trial hangs, and says so`() throws {
    let program = "printf '#!/bin/sh\\nexec sleep 60\\n' > /run/slow/strace && chmod +x /run/slow/strace"
    try machine.succeed(["sh", "-c", "mkdir /run/slow && \(program)"])
    let slow = ["env", "PATH=/run/slow:/usr/bin:/bin"]
    let (lines, status) = try examine(["--timeout", "300ms", "strace", "kernel"], before: slow)
    #expect(status == 1 && lines["strace"]?["verdict"]?.text == "no" && lines["kernel"]?["verdict"]?.text == "yes")
    #expect(lines["strace"]?["detail"]?.text?.contains("did not end within") == true)
  }

  @Test func `refuses a capability that it does not know`() throws {
    let outcome = try BuiltTool("doctor").run(["telepathy"])
    #expect(outcome.status == 64 && outcome.errorText.hasPrefix("doctor: 'telepathy': must be one of kernel, "))
  }
}
