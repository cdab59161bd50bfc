import Glibc
import SocketKit
import Testing

@Suite("echo-server, with workers, that is told to end,") struct EchoWorkersEndTests {
  @Test func `lets what is open finish, and refuses everybody else`() throws {
    var workers = try EchoWorkers(2, ["--grace", "1h"])
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    workers.master.send(.terminate)
    try workers.waitUntilRefused()
    for _ in 0 ..< 20 {
      #expect(throws: Errno.connectionRefused) { _ = try EchoPeer(port: workers.port) }
      try peer.send("2")
      #expect(try peer.receiveText(1) == "2")
    }
    try peer.halfClose()
    let last = try workers.wait(for: "stopped")
    #expect(last["unfinished"] == "0")
    #expect(last["octets"] == "21")
    #expect(try workers.master.ending() == .exited(0))
  }

  @Test func `ends at once when it is told twice`() throws {
    var workers = try EchoWorkers(2, ["--grace", "1h"])
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    #expect(try workers.sum { $0["open"] == "1" } != nil)
    workers.master.send(.terminate)
    // The one without a connection has gone: the first signal was taken.
    try workers.wait(for: "worker-exit")
    workers.master.send(.terminate)
    #expect(try workers.wait(for: "worker-exit")["signal"] == "9")
    #expect(try workers.wait(for: "stopped")["unfinished"] == "1")
    #expect(try workers.master.ending() == .exited(0))
    #expect(try peer.receiveToEnd().octets == [])
  }

  @Test func `kills a worker that does not answer after the grace, not before`() throws {
    var workers = try EchoWorkers(2, ["--grace", "100ms"])
    let first = try workers.pid(1)
    kill(first, SIGSTOP)
    #expect(try Patience.wait { try ProcessFile.status("State", of: first).hasPrefix("T") })
    let start = Timestamp.monotonicNow
    workers.master.send(.terminate)
    #expect(try workers.exit(of: first)["signal"] == "9")
    #expect(Timestamp.monotonicNow - start >= 340_000_000)
    try workers.wait(for: "stopped")
    #expect(try workers.master.ending() == .exited(0))
  }

  @Test func `finishes what is open after Ctrl-C, which every process hears`() throws {
    var workers = try EchoWorkers(2, ["--grace", "1h"], before: ["setsid"])
    let peer = try EchoPeer(port: workers.port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    #expect(kill(-workers.master.pid, SIGINT) == 0)
    try workers.waitUntilRefused()
    try peer.send("2")
    #expect(try peer.receiveText(1) == "2")
    try peer.halfClose()
    #expect(try workers.wait(for: "stopped")["unfinished"] == "0")
    #expect(try workers.master.ending() == .exited(0))
  }

  @Test func `ends well whenever it is told, as early as while workers begin`() throws {
    for round in 0 ..< 20 {
      var master = try EchoProcess.server(["-w", "2"])
      let name = round % 2 == 0 ? "worker-start" : "listening"
      var started = try master.events(until: name).count { $0.name == "worker-start" }
      master.send(.terminate)
      var ended = 0
      for event in try master.events(until: "stopped") {
        if event.name == "worker-start" { started += 1 }
        guard event.name == "worker-exit" else { continue }
        ended += 1
        // One that had not come as far as to take the signal itself dies of it.
        #expect(event["status"] == "0" || event["signal"] == "15", "\(event)")
      }
      #expect(started == 2 && ended == 2)
      #expect(try master.ending() == .exited(0))
    }
  }

  @Test func `takes its workers along when nobody reads what it says`() throws {
    let master = try EchoProcess.server(["-w", "1"], before: ["sh", "-c", "\"$0\" \"$@\" | head -n 2"])
    var workers = try EchoWorkers(master)
    let process = try FileDescriptor.process(workers.pid(1))
    // Its reader is gone: the next line, here of a death, ends it quietly.
    let successor = try workers.pid(1)
    kill(successor, SIGKILL)
    #expect(ProcessFile.hasEnded(process.rawValue))
    try workers.waitUntilRefused()
    #expect(try workers.master.ending() == .exited(0))
    #expect(try workers.master.errors() == "")
  }
}
