import Glibc
import SocketKit
import Testing

/// An echo-server with workers, and who they are by its events.
struct EchoWorkers: ~Copyable {
  var master: EchoProcess
  let port: UInt16
  /// Whoever was started last, by station.
  private(set) var pids: [Int: CInt] = [:]
  /// How many were started.
  private(set) var startCount = 0
  /// How each ended that did.
  private(set) var exits: [ToldEvent] = []

  /// Starts it, and waits until all listen.
  init(_ count: Int, _ arguments: [String] = [], before: [String] = []) throws {
    var master = try EchoProcess.server(["-w", "\(count)"] + arguments, before: before)
    let events = try master.events(until: "listening")
    port = try #require(UInt16(events.last?["port"] ?? ""))
    self.master = master
    for event in events { note(event) }
  }

  /// Takes over one whose events nobody has read yet.
  init(_ master: consuming EchoProcess) throws {
    var master = master
    let events = try master.events(until: "listening")
    port = try #require(UInt16(events.last?["port"] ?? ""))
    self.master = master
    for event in events { note(event) }
  }

  private mutating func note(_ event: ToldEvent) {
    if event.name == "worker-exit" { exits.append(event) }
    guard event.name == "worker-start", let station = Int(event["worker"] ?? ""), let pid = CInt(event["pid"] ?? "")
    else { return }
    startCount += 1
    pids[station] = pid
  }

  /// Reads events until one of this name.
  @discardableResult
  mutating func wait(for name: String) throws -> ToldEvent {
    while true {
      let event = ToldEvent(try master.nextLine())
      note(event)
      if event.name == name { return event }
    }
  }

  /// Waits until a worker's process is reported gone.
  mutating func exit(of pid: CInt) throws -> ToldEvent {
    while true {
      let event = try wait(for: "worker-exit")
      if event["pid"] == "\(pid)" { return event }
    }
  }

  /// What is there to read, without waiting.
  mutating func glance() throws { while master.hasOutput() { note(ToldEvent(try master.nextLine())) } }

  func pid(_ station: Int) throws -> CInt { try #require(pids[station]) }

  /// The sum of `stats`, asked again until it is as wanted; nil when it never is.
  mutating func sum(where isWanted: (ToldEvent) -> Bool) throws -> ToldEvent? {
    let end = Timestamp.monotonicNow + Int64(EchoProcess.patience) * 1_000_000
    while Timestamp.monotonicNow < end {
      master.send(.user1)
      var event = try wait(for: "stats")
      while event["workers"] == nil { event = try wait(for: "stats") }
      if isWanted(event) { return event }
    }
    return nil
  }

  /// SIGTERM, and a good end.
  mutating func end() throws {
    master.send(.terminate)
    try wait(for: "stopped")
    #expect(try master.ending() == .exited(0))
  }

  /// Connects until that is refused, which is when no process listens any more. A reset before says only that one of
  /// them has stopped, with us in its queue.
  func waitUntilRefused() throws {
    while true {
      do {
        _ = try EchoPeer(port: port)
      } catch let error as Errno {
        if error == .connectionRefused { return }
        try #require(error == .connectionReset)
      }
    }
  }

  /// Somebody who comes, is served and goes.
  func visit(_ text: String = "visit") throws {
    let peer = try EchoPeer(port: port)
    try peer.send(text)
    #expect(try peer.receiveText(text.utf8.count) == text)
    try peer.halfClose()
    #expect(try peer.receiveToEnd().end == .endOfStream)
  }
}
