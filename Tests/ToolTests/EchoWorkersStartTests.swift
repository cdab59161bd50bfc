import Glibc
import SocketKit
import Testing

@Suite("echo-server, with workers, as it begins,") struct EchoWorkersStartTests {
  @Test func `shows who is who, and says that it listens when all do, at one port`() throws {
    var master = try EchoProcess.server(["-w", "3"])
    let events = try master.events(until: "listening")
    #expect(events.map(\.name) == ["worker-start", "worker-start", "worker-start", "listening"])
    #expect(events.dropLast().map { $0["worker"] } == ["1", "2", "3"])
    let words = try ProcessFile.words(of: master.pid)
    #expect(words == ["echo-server[master]", "-l", "127.0.0.1:0", "-w", "3"])
    for (station, event) in events.dropLast().enumerated() {
      let pid = try #require(CInt(event["pid"] ?? ""))
      #expect(try ProcessFile.words(of: pid) == ["echo-server[wrk\(station + 1)]"] + words.dropFirst())
      #expect(try ProcessFile.text("comm", of: pid) == "echo-server\n")
      #expect(try ProcessFile.status("PPid", of: pid) == "\(master.pid)")
    }
    #expect(try ProcessFile.text("comm", of: master.pid) == "echo-server\n")
    let port = try #require(UInt16(events.last?["port"] ?? ""))
    let digits = String(port, radix: 16, uppercase: true)
    let entry = "0100007F:\(String(repeating: "0", count: 4 - digits.count) + digits) 00000000:0000 0A"
    #expect(FileDescriptor.table(of: master.pid).components(entry) == 3)
  }

  @Test(arguments: [false, true])
  func `ends with 71 before a worker starts when the port is taken, however`(sharesPort: Bool) throws {
    let holder = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1, sharesPort: sharesPort)
    try expectTaken(try holder.localAddress().port)
    _ = holder.descriptor.rawValue
  }

  @Test func `ends with 71 when another one with workers has the port`() throws {
    var workers = try EchoWorkers(2)
    try expectTaken(workers.port)
    try workers.visit()
    try workers.end()
  }

  private func expectTaken(_ port: UInt16) throws {
    let outcome = try BuiltTool("echo-server").run(["-l", "127.0.0.1:\(port)", "-w", "2"])
    #expect(outcome.status == 71)
    #expect(outcome.outputText == "")
    #expect(outcome.errorText.contains("127.0.0.1:\(port)"))
  }

  @Test(arguments: ["1", "0", "-1", "x", "", "1 ", "99999999999999999999"])
  func `believes nobody that it is a worker`(value: String) throws {
    let outcome = try BuiltTool("echo-server").run(
      ["-l", "127.0.0.1:0", "-w", "1"], environment: ["TCPLAB_WORKER": value])
    #expect(outcome.status == 64)
    #expect(outcome.outputText == "")
    #expect(outcome.errorText.contains("TCPLAB_WORKER"))
  }

  @Test func `takes whatever else is open at a worker's descriptors for what it is`() throws {
    let script = "exec 3</dev/null 4</dev/null 5</dev/null; TCPLAB_WORKER=1 exec \"$0\" \"$@\""
    var impostor = try EchoProcess.server([], before: ["sh", "-c", script])
    #expect(try impostor.ending() == .exited(64))
    let plain = try EchoWorkers(1)
    let crowd = "exec 3</dev/null 4</dev/null 5</dev/null; exec \"$0\" \"$@\""
    let crowded = try EchoWorkers(1, before: ["sh", "-c", crowd])
    try crowded.visit()
    #expect(
      try ProcessFile.descriptorCount(of: crowded.pid(1)) == ProcessFile.descriptorCount(of: plain.pid(1)))
    let bare = try EchoWorkers(1, before: ["sh", "-c", "exec \"$0\" \"$@\" <&-"])
    try bare.visit()
  }

  @Test func `needs neither PATH nor its file to start workers`() throws {
    let folder = try TemporaryFolder()
    let copy = "\(folder.path)/other-name"
    #expect(try RunningProgram.run(["cp", BuiltTool("echo-server").path, copy]).status == 0)
    let script = "cd \(folder.path) && PATH=/nowhere exec ./other-name \"$@\""
    var workers = try EchoWorkers(1, before: ["sh", "-c", script])
    #expect(unlink(copy) == 0)
    let first = try workers.pid(1)
    kill(first, SIGKILL)
    #expect(try workers.wait(for: "worker-exit")["signal"] == "9")
    try workers.wait(for: "worker-start")
    try workers.visit()
    #expect(try ProcessFile.words(of: workers.pid(1)).first == "echo-server[wrk1]")
    try workers.end()
  }

  @Test func `hands its words and its environment on, octet for octet`() throws {
    let odd = "ODD=$(printf '\\377\\n=\\1') LONG=$(head -c 100000 /dev/zero | tr '\\0' x) TCPLAB_WORKERX=1"
    let script = "\(odd) exec \"$0\" \"$@\""
    let many = (0 ..< 2000).map { _ in "-v" } + ["--grace=5000ms", "-q"]
    let workers = try EchoWorkers(EchoProcess.server(["-w", "1"] + many.dropLast(), before: ["sh", "-c", script]))
    let (master, worker) = (workers.master.pid, try workers.pid(1))
    #expect(try ProcessFile.words(of: worker).dropFirst() == ProcessFile.words(of: master).dropFirst())
    let theirs = try FileDescriptor.contents(of: "/proc/\(worker)/environ", limit: 1 << 20)
    let ours = try FileDescriptor.contents(of: "/proc/\(master)/environ", limit: 1 << 20)
    #expect(ours.count > 100_000)
    #expect(theirs == ours + Array("TCPLAB_WORKER=1\0".utf8))
    #expect(ours.contains(0xFF))
  }

  @Test func `keeps each worker on its CPU with --pin, and itself on none`() throws {
    let all = try ProcessFile.status("Cpus_allowed_list", of: getpid())
    var workers = try EchoWorkers(3, ["--pin"])
    let lists = try (1 ... 3).map { try ProcessFile.status("Cpus_allowed_list", of: workers.pid($0)) }
    #expect(lists.allSatisfy { Int($0) != nil })
    let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    if all == "0-\(count - 1)" { #expect(lists == (0 ..< 3).map { "\($0 % count)" }) }
    #expect(try ProcessFile.status("Cpus_allowed_list", of: workers.master.pid) == all)
    kill(try workers.pid(2), SIGKILL)
    try workers.wait(for: "worker-start")
    _ = try workers.sum { $0["workers"] == "3" }
    let again = try Patience.wait { try ProcessFile.status("Cpus_allowed_list", of: workers.pid(2)) == lists[1] }
    #expect(again)
  }

  @Test(.enabled(if: PrivateMachine.hasOrdinaryUser, PrivateMachine.needs))
  func `serves as an ordinary user`() throws {
    let machine = try PrivateMachine.withLoopback()
    let arguments = ["-l", "127.0.0.1:0", "-w", "2"]
    var workers = try EchoWorkers(machine.startOrdinary("echo-server", arguments))
    let processes = machine.processes().filter { $0.name == "echo-server" }.map(\.pid)
    #expect(processes.count == 3)
    for process in processes {
      let users = try ProcessFile.status("Uid", of: process).split(separator: "\t")
      #expect(users.count == 4 && !users.contains("0"))
    }
    let worker = try #require(processes.first { try ProcessFile.words(of: $0).first == "echo-server[wrk1]" })
    kill(worker, SIGKILL)
    #expect(try workers.wait(for: "worker-exit")["signal"] == "9")
    try workers.wait(for: "worker-start")
    try machine.succeed(["sh", "-c", "echo hello | /run/tools/echo-client -q 127.0.0.1:\(workers.port)"])
  }

  @Test func `shows every process's system calls in one file`() throws {
    let folder = try TemporaryFolder()
    let log = "\(folder.path)/calls.ndjson"
    var workers = try EchoWorkers(2, before: ["env", "TCPLAB_SYSCALLS=\(log)"])
    try workers.visit()
    let pids = try [workers.master.pid, workers.pid(1), workers.pid(2)]
    try workers.end()
    let lines = String(decoding: try FileDescriptor.contents(of: log, limit: 1 << 22), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("{\"time\":") && $0.hasSuffix("}") })
    for pid in pids { #expect(lines.contains { $0.hasSuffix("\"pid\":\(pid)}") }) }
    #expect(lines.contains { $0.contains("\"accept4\"") })
  }

  @Test(arguments: [(1, 15), (2, 8), (2, 19), (20, 91)])
  func `ends with 71 before a worker starts when it may not have the descriptors`(workers: Int, limit: Int) throws {
    let script = "ulimit -n \(limit); exec \"$0\" \"$@\""
    let outcome = try RunningProgram.run([
      "sh", "-c", script, BuiltTool("echo-server").path, "-l", "127.0.0.1:0", "-w", "\(workers)",
    ])
    #expect(outcome.status == 71 && outcome.outputText == "")
    #expect(outcome.errorText.contains("needs \(limit + 1) descriptors, and may have \(limit)") || limit == 8)
  }

  @Test(arguments: [1, 2, 20])
  func `has enough of those that it asks for, to start all and to relieve one`(count: Int) throws {
    let limit = "ulimit -n \(4 * count + 12); exec \"$0\" \"$@\""
    var workers = try EchoWorkers(count, ["--max-connections", "1"], before: ["sh", "-c", limit])
    try workers.visit()
    try workers.wait(for: "worker-exit")
    try workers.visit()
    #expect(try workers.master.errors() == "")
  }
}
