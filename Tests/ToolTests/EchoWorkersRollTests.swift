import Glibc
import SocketKit
import Testing

@Suite("echo-server, with workers, that are relieved,") struct EchoWorkersRollTests {
  /// Connections that come, talk and go, all at once; each must be served to its end.
  private static func crowd(_ count: Int, at port: UInt16) throws {
    var peers: [CInt] = []
    for number in 0 ..< count {
      let peer = try EchoPeer(port: port)
      try peer.send("one \(number) ")
      peers.append(peer.intoNumber())
    }
    for (number, descriptor) in peers.enumerated() {
      let peer = EchoPeer(owning: descriptor)
      try peer.send("two")
      try peer.halfClose()
      let (octets, end) = try peer.receiveToEnd()
      #expect(String(decoding: octets, as: UTF8.self) == "one \(number) two")
      #expect(end == .endOfStream)
    }
  }

  @Test func `refuse, reset and cut nobody while twenty SIGHUPs come`() throws {
    var workers = try EchoWorkers(2)
    var rounds = 0
    for _ in 0 ..< 20 {
      let before = workers.exits.count
      workers.master.send(.hangup)
      // Until both are relieved: one that comes sooner would be for those who are on the way already.
      repeat {
        try Self.crowd(8, at: workers.port)
        rounds += 1
        try workers.glance()
      } while workers.exits.count < before + 2
    }
    #expect(workers.startCount == 2 + 20 * 2)
    #expect(workers.exits.allSatisfy { $0["status"] == "0" })
    workers.master.send(.terminate)
    let last = try workers.wait(for: "stopped")
    #expect(last["accepted"] == "\(8 * rounds)")
    #expect(last["unfinished"] == "0")
    #expect(try workers.master.ending() == .exited(0))
  }

  @Test func `keep their old connections for as long as those last`() throws {
    var workers = try EchoWorkers(2)
    let old = workers.pids
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    workers.master.send(.hangup)
    // Two come, and the one without a connection goes.
    #expect(try workers.wait(for: "worker-exit")["status"] == "0")
    #expect(workers.startCount == 4)
    for _ in 0 ..< 10 { try workers.visit() }
    #expect(try workers.sum { $0["workers"] == "3" && $0["open"] == "1" } != nil)
    try peer.send("2")
    #expect(try peer.receiveText(1) == "2")
    try peer.halfClose()
    let exit = try workers.wait(for: "worker-exit")
    #expect(exit["status"] == "0")
    #expect(old.values.contains { "\($0)" == exit["pid"] })
    try workers.end()
  }

  @Test func `by a thousand SIGHUPs, serve on and are as many as before`() throws {
    var workers = try EchoWorkers(2)
    for round in 0 ..< 1000 {
      workers.master.send(.hangup)
      if round % 100 == 0 { try workers.visit() }
    }
    #expect(try workers.sum { $0["workers"] == "2" } != nil)
    try workers.visit()
    try workers.end()
  }

  @Test func `after --max-connections, refuse nobody`() throws {
    var workers = try EchoWorkers(2, ["--max-connections", "5"])
    for _ in 0 ..< 200 { try workers.visit() }
    try Self.crowd(50, at: workers.port)
    #expect(try workers.sum { $0["open"] == "0" }?["accepted"] == "250")
    workers.master.send(.terminate)
    #expect(try workers.wait(for: "stopped")["unfinished"] == "0")
    #expect(workers.startCount >= 50, "fewer than 250 connections need")
    #expect(workers.exits.count == workers.startCount)
    // One that was on its way may not have come as far as to take the signal itself.
    for exit in workers.exits { #expect(exit["status"] == "0" || exit["signal"] == "15", "\(exit)") }
    #expect(try workers.master.ending() == .exited(0))
  }

  @Test(.enabled(if: geteuid() == 0 && Spawn.search("setpriv") != nil, "needs root and setpriv(1)"))
  func `serve on when none can be started in their place`() throws {
    // A user that nobody else is: the limit counts processes of a user.
    let user = 1_000_000 + Int(getpid())
    let drop = ["setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"]
    let folder = try TemporaryFolder()
    let copy = "\(folder.path)/echo-server"
    #expect(try RunningProgram.run(["cp", BuiltTool("echo-server").path, copy]).status == 0)
    let script = "ulimit -u 3; exec \(copy) \"$@\""
    var workers = try EchoWorkers(2, before: drop + ["bash", "-c", script])
    workers.master.send(.hangup)
    let isSaid = try Patience.wait { try workers.master.errors().components("fork:") >= 4 }
    #expect(isSaid)
    try workers.visit()
    #expect(workers.startCount == 2)
    try workers.end()
  }
}

@Suite("echo-server, with workers at a limit,") struct EchoWorkersLimitTests {
  @Test func `--max-concurrent lets others wait, and refuses nobody`() throws {
    var workers = try EchoWorkers(2, ["--max-concurrent", "1"])
    var waiting: [CInt] = []
    for _ in 0 ..< 12 {
      let peer = try EchoPeer(port: workers.port)
      try peer.send("hello")
      waiting.append(peer.intoNumber())
    }
    #expect(try workers.sum { $0["open"] == "2" }?["accepted"] == "2")
    // Whoever is served makes room for the next.
    while !waiting.isEmpty {
      var entries = waiting.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      try #require(poll(&entries, nfds_t(entries.count), EchoProcess.patience) > 0)
      for entry in entries where entry.revents != 0 {
        let peer = EchoPeer(owning: entry.fd)
        waiting.removeAll { $0 == entry.fd }
        #expect(try peer.receiveText(5) == "hello")
        peer.abort()
      }
    }
    #expect(try workers.sum { $0["open"] == "0" }?["accepted"] == "12")
  }

  @Test func `--idle-timeout ends who is silent, and sends nothing into the stream`() throws {
    let workers = try EchoWorkers(2, ["--idle-timeout", "200ms"])
    let peer = try EchoPeer(port: workers.port)
    try peer.send("x")
    #expect(try peer.receiveText(1) == "x")
    let start = Timestamp.monotonicNow
    let rest = try peer.receiveToEnd()
    #expect(rest.octets == [] && rest.end == .endOfStream)
    #expect(Timestamp.monotonicNow - start >= 190_000_000)
  }

  @Test func `of 64 descriptors, lets none of 150 clients hang, and does not spin`() throws {
    let workers = try EchoWorkers(2, before: ["sh", "-c", "ulimit -n 64 && exec \"$0\" \"$@\""])
    var served: [CInt] = []
    var refused = 0
    for _ in 0 ..< 150 {
      if let peer = try EchoPeer.echoed("hello", port: workers.port) {
        served.append(peer.intoNumber())
      } else {
        refused += 1
      }
    }
    #expect(served.count > 64 && served.count + refused == 150)
    let pids = try [workers.master.pid, workers.pid(1), workers.pid(2)]
    let before = try pids.map { try ProcessFile.processorNanoseconds(of: $0) }
    _ = poll(nil, 0, 500)
    for (pid, was) in zip(pids, before) {
      #expect(try ProcessFile.processorNanoseconds(of: pid) - was <= 10_000_000, "it spins")
    }
    for number in served { close(number) }
    while true {
      if let _ = try EchoPeer.echoed("again", port: workers.port) { break }
    }
  }

  @Test func `that nobody asks anything, does not spin`() throws {
    let workers = try EchoWorkers(2)
    try workers.visit()
    let pids = try [workers.master.pid, workers.pid(1), workers.pid(2)]
    let before = try pids.map { try ProcessFile.processorNanoseconds(of: $0) }
    _ = poll(nil, 0, 300)
    // What the visit left to do may still be in it.
    for (pid, was) in zip(pids, before) {
      #expect(try ProcessFile.processorNanoseconds(of: pid) - was <= 10_000_000, "it spins")
    }
  }
}

@Suite("echo-server, with workers that count,") struct EchoWorkersTallyTests {
  @Test func `tells what each did, and with the dead what all did`() throws {
    var workers = try EchoWorkers(2)
    for _ in 0 ..< 20 { try workers.visit("12345") }
    #expect(try workers.sum { $0["octets"] == "100" && $0["open"] == "0" }?["accepted"] == "20")
    kill(try workers.pid(1), SIGKILL)
    try workers.wait(for: "worker-start")
    for _ in 0 ..< 20 { try workers.visit("12345") }
    #expect(try workers.sum { $0["octets"] == "200" && $0["open"] == "0" }?["accepted"] == "40")
    // One line each and the sum of what those two did, which is less than what all did.
    workers.master.send(.user1)
    let lines = try (0 ..< 3).map { _ in try workers.wait(for: "stats") }
    #expect(lines.map { $0["worker"] } == ["1", "2", nil])
    #expect(try lines.map { $0["pid"] } == ["\(workers.pid(1))", "\(workers.pid(2))", nil])
    #expect(lines[2]["workers"] == "2" && lines[2]["accepted"] == "40")
    let accepted = lines.map { Int($0["accepted"] ?? "") ?? -1 }
    #expect(accepted[0] + accepted[1] < 40 && accepted[0] + accepted[1] >= 20)
    workers.master.send(.terminate)
    #expect(try workers.wait(for: "stopped")["octets"] == "200")
  }

  @Test func `write whole lines, whoever of them talks`() throws {
    var master = try EchoProcess.server(["-w", "3", "-j", "-v"])
    var line = try master.nextLine()
    while !line.contains("\"event\":\"listening\"") { line = try master.nextLine() }
    let port = try #require(line.components(separatedByDigitsAfter: "\"port\":").flatMap { UInt16($0) })
    var peers: [CInt] = []
    for _ in 0 ..< 200 { peers.append(try EchoPeer(port: port).intoNumber()) }
    for number in peers { EchoPeer(owning: number).abort() }
    var (accepted, closed) = (0, 0)
    while closed < 200 {
      line = try master.nextLine()
      #expect(line.hasPrefix("{\"time\":\"") && line.hasSuffix("}"))
      #expect(line.components("{") == 1 && line.components("\"mono_ns\":") == 1, "\(line)")
      if line.contains("\"event\":\"accept\"") { accepted += 1 }
      if line.contains("\"event\":\"close\"") { closed += 1 }
    }
    #expect(accepted == 200)
  }
}

extension String {
  /// The digits that follow a text.
  fileprivate func components(separatedByDigitsAfter text: String) -> Substring? {
    firstRange(of: text).map { self[$0.upperBound...].prefix { $0.isNumber } }
  }
}
