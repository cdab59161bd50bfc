import Glibc
import SocketKit
import Testing

@Suite("echo-server, whose worker dies,") struct EchoWorkersDeathTests {
  @Test func `says by which signal, and loses that worker's connections alone`() throws {
    var workers = try EchoWorkers(2)
    var peers: [CInt] = []
    // Until both have some: the kernel shares them out by a hash.
    for number in 0 ..< 64 {
      let peer = try EchoPeer(port: workers.port)
      try peer.send("\(number % 10)")
      #expect(try peer.receiveText(1) == "\(number % 10)")
      peers.append(peer.intoNumber())
    }
    #expect(try workers.sum { $0["open"] == "64" } != nil)
    let first = try workers.pid(1)
    kill(first, SIGKILL)
    let exit = try workers.wait(for: "worker-exit")
    #expect(exit.fields == ["worker": "1", "pid": "\(first)", "signal": "9"])
    #expect(try workers.wait(for: "worker-start")["worker"] == "1")
    var kept = 0
    for number in peers {
      let peer = EchoPeer(owning: number)
      do {
        try peer.send("x")
        if try peer.receiveText(1) == "x" { kept += 1 }
      } catch let error as Errno where error == .connectionReset || error == .brokenPipe {}
      peer.abort()
    }
    #expect(kept > 0 && kept < 64)
    #expect(try workers.sum { $0["open"] == "0" }?["accepted"] == "64")
    try workers.visit()
    workers.master.send(.terminate)
    #expect(try workers.wait(for: "stopped")["unfinished"] == "\(64 - kept)")
  }

  @Test func `lets its successor serve who waits`() throws {
    var workers = try EchoWorkers(1)
    let first = try workers.pid(1)
    kill(first, SIGSTOP)
    #expect(try Patience.wait { try ProcessFile.status("State", of: first).hasPrefix("T") })
    var peers: [CInt] = []
    for _ in 0 ..< 20 {
      let peer = try EchoPeer(port: workers.port)
      try peer.send("waits")
      peers.append(peer.intoNumber())
    }
    kill(first, SIGKILL)
    for number in peers {
      let peer = EchoPeer(owning: number)
      #expect(try peer.receiveText(5) == "waits")
      peer.abort()
    }
    #expect(try workers.wait(for: "worker-exit")["signal"] == "9")
    try workers.end()
  }

  @Test func `gives up with 71 after ten deaths`() throws {
    var workers = try EchoWorkers(10)
    for (_, pid) in workers.pids { kill(pid, SIGKILL) }
    for _ in 0 ..< 10 { #expect(try workers.wait(for: "worker-exit")["signal"] == "9") }
    try workers.wait(for: "stopped")
    #expect(try workers.master.ending() == .exited(71))
    #expect(try workers.master.errors().contains("workers: 10 died within a minute"))
    #expect(throws: Errno.connectionRefused) { _ = try EchoPeer(port: workers.port) }
  }

  @Test func `waits longer before each successor`() throws {
    var workers = try EchoWorkers(1)
    for least in [0, 100, 200, 400] as [Int64] {
      kill(try workers.pid(1), SIGKILL)
      try workers.wait(for: "worker-exit")
      let died = Timestamp.monotonicNow
      try workers.wait(for: "worker-start")
      // What was read late only shortens the time between.
      #expect(Timestamp.monotonicNow - died >= (least - 20) * 1_000_000)
    }
    try workers.visit()
  }

  @Test func `sends another when somebody ends one worker politely, whose connections go on`() throws {
    var workers = try EchoWorkers(1, ["--grace", "1h"])
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    let first = try workers.pid(1)
    kill(first, SIGTERM)
    #expect(try workers.wait(for: "worker-start")["worker"] == "1")
    try workers.visit()
    try peer.send("2")
    #expect(try peer.receiveText(1) == "2")
    try peer.halfClose()
    #expect(try workers.exit(of: first)["status"] == "0")
    try workers.end()
  }

  @Test func `says with what status also where its own parent ignored SIGCHLD`() throws {
    var workers = try EchoWorkers(1, before: ["sh", "-c", "trap '' CHLD; exec \"$0\" \"$@\""])
    let first = try workers.pid(1)
    kill(first, SIGTERM)
    #expect(try workers.exit(of: first)["status"] == "0")
    try workers.end()
  }

  @Test func `has none that a thousand resets could end`() throws {
    var workers = try EchoWorkers(2)
    let pids = workers.pids
    try workers.visit()
    #expect(try workers.sum { $0["open"] == "0" && $0["accepted"] == "1" } != nil)
    let descriptors = pids.mapValues { ProcessFile.descriptorCount(of: $0) }
    let octets = echoPattern(50_000)
    for round in 0 ..< 1000 {
      let peer = try EchoPeer(port: workers.port)
      if round % 3 > 0 { _ = try peer.offer(octets[..<(round * 47)]) }
      if round % 3 == 2 { try peer.halfClose() }
      peer.abort()
    }
    #expect(try workers.sum { $0["open"] == "0" && $0["accepted"] == "1001" } != nil)
    #expect(workers.pids == pids)
    #expect(pids.mapValues { ProcessFile.descriptorCount(of: $0) } == descriptors)
    try workers.visit()
  }
}

@Suite("echo-server, whose master is killed,") struct EchoWorkersOrphanTests {
  @Test func `finishes what is open, ends, and leaves the port free`() throws {
    var workers = try EchoWorkers(2, ["--grace", "1h"])
    let first = try FileDescriptor.process(workers.pid(1))
    let second = try FileDescriptor.process(workers.pid(2))
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    workers.master.send(.kill)
    #expect(try workers.master.ending() == .signalled(.kill))
    // No worker lets anybody in any more; that takes each of them a moment.
    try workers.waitUntilRefused()
    for _ in 0 ..< 100 {
      try peer.send("2")
      #expect(try peer.receiveText(1) == "2")
    }
    try peer.halfClose()
    #expect(try peer.receiveToEnd().end == .endOfStream)
    #expect(ProcessFile.hasEnded(first.rawValue) && ProcessFile.hasEnded(second.rawValue))
    _ = try ListeningSocket(on: SocketAddress(.loopback, port: workers.port), backlog: 1)
  }

  @Test func `ends with the grace, whoever stays`() throws {
    var workers = try EchoWorkers(1, ["--grace", "200ms"])
    let process = try FileDescriptor.process(workers.pid(1))
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    let start = Timestamp.monotonicNow
    workers.master.send(.kill)
    #expect(try workers.master.ending() == .signalled(.kill))
    _ = try peer.receiveToEnd()
    #expect(Timestamp.monotonicNow - start >= 190_000_000)
    #expect(ProcessFile.hasEnded(process.rawValue))
  }

  @Test func `goes on with an end that was under way`() throws {
    var workers = try EchoWorkers(1, ["--grace", "1h"])
    let process = try FileDescriptor.process(workers.pid(1))
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    workers.master.send(.terminate)
    try workers.waitUntilRefused()
    workers.master.send(.kill)
    #expect(try workers.master.ending() == .signalled(.kill))
    #expect(!ProcessFile.hasEnded(process.rawValue, milliseconds: 100))
    try peer.send("2")
    #expect(try peer.receiveText(1) == "2")
    try peer.halfClose()
    #expect(ProcessFile.hasEnded(process.rawValue))
  }
}
