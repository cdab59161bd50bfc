import Glibc
import SocketKit
import Testing

@Suite("tcp-load, on a peer of the test's,") struct TCPLoadPeerTests {
  /// Where connections wait for the test.
  private static func listen() throws(Errno) -> ListeningSocket {
    try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 64)
  }

  private static func start(_ arguments: [String], _ listener: borrowing ListeningSocket) throws -> EchoProcess {
    try EchoProcess("tcp-load", ["-c", "1", "-t", "1h"] + arguments + ["\(try listener.localAddress())"])
  }

  /// Gives back what comes, until the load ends.
  private static func echo(_ peer: borrowing EchoPeer) throws {
    while let octets = try peer.receiveSome(1 << 16) { try peer.send(octets) }
  }

  @Test func `with --verify finds the octet that was changed, and ends with 1`() throws {
    let listener = try Self.listen()
    var load = try Self.start(["-s", "8", "--verify"], listener)
    let peer = try EchoPeer(accepting: listener)
    try peer.send(peer.receive(8))
    var message = try peer.receive(8)
    message[5] ^= 0xFF
    try peer.send(message)
    #expect(try load.skip(to: "mismatch")["offset"] == "13")
    let summary = try load.skip(to: "summary")
    #expect(summary["operations"] == "1" && summary["errors"] == "1", "\(summary)")
    #expect(try load.ending() == .exited(1))
  }

  @Test func `with --verify finds a message that comes in another's place`() throws {
    let listener = try Self.listen()
    var load = try Self.start(["-s", "8", "-d", "2", "--verify"], listener)
    let peer = try EchoPeer(accepting: listener)
    let messages = try peer.receive(16)
    try peer.send(Array(messages[8...] + messages[..<8]))
    #expect(try load.skip(to: "mismatch")["offset"] == "0")
    #expect(try load.ending() == .exited(1))
  }

  @Test func `without --verify takes any octets`() throws {
    let listener = try Self.listen()
    var load = try Self.start(["-s", "8"], listener)
    let peer = try EchoPeer(accepting: listener)
    for _ in 0 ..< 3 {
      _ = try peer.receive(8)
      try peer.send("abcdefgh")
    }
    load.send(.interrupt)
    // It may begin more before it hears of the signal.
    try Self.echo(peer)
    let summary = try load.skip(to: "summary")
    #expect(try #require(Int(summary["operations"] ?? "")) >= 3)
    #expect(summary["errors"] == "0", "\(summary)")
    #expect(try load.ending() == .exited(0))
  }

  @Test func `sees a stall in the latency from the intended start, and not in the one as served`() throws {
    let listener = try Self.listen()
    var load = try Self.start(["--rate", "100", "-t", "600ms"], listener)
    let peer = try EchoPeer(accepting: listener)
    let first = try peer.receive(64)
    // Nothing more comes while one is under way.
    #expect(peer.wait(POLLIN, milliseconds: 300) == false)
    try peer.send(first)
    try Self.echo(peer)
    let summary = try load.skip(to: "summary")
    let figures = try ["operations", "p90_us", "max_us", "p50_served_us", "max_served_us"].map {
      try #require(Double(summary[$0] ?? ""), "\($0)")
    }
    #expect(figures[0] >= 60)
    // Twenty of some sixty were due more than 100 ms before the end of the stall.
    #expect(figures[1] >= 100_000, "\(summary)")
    #expect(figures[3] < figures[1], "\(summary)")
    #expect(figures[2] >= 300_000 && figures[4] >= 300_000, "\(summary)")
    #expect(try load.ending() == .exited(0))
  }

  @Test func `counts a reset, a close and more than was sent by their names`() throws {
    let listener = try Self.listen()
    var load = try EchoProcess("tcp-load", ["-c", "3", "-t", "1h", "\(try listener.localAddress())"])
    let reset = try EchoPeer(accepting: listener)
    let closed = try EchoPeer(accepting: listener)
    let wordy = try EchoPeer(accepting: listener)
    for message in [try reset.receive(64), try closed.receive(64), try wordy.receive(64)] {
      #expect(message.count == 64)
    }
    reset.abort()
    try closed.halfClose()
    try wordy.send([UInt8](repeating: 0, count: 65))
    var names: Set<String> = []
    for _ in 0 ..< 3 { names.insert(try load.skip(to: "failure")["errno"] ?? "") }
    #expect(names == ["ECONNRESET", "EPIPE", "EPROTO"])
    let summary = try load.next("summary")
    #expect(summary["operations"] == "0" && summary["errors"] == "3" && summary["connections"] == "3", "\(summary)")
    #expect(try load.ending() == .exited(1))
  }

  @Test func `counts each message that is never answered`() throws {
    let listener = try Self.listen()
    let target = "\(try listener.localAddress())"
    let closed = try LoadRun(["-c", "2", "-d", "3", "-t", "10ms", "--grace", "10ms"], to: target)
    #expect(closed.failures == ["ETIMEDOUT": "6"])
    #expect(try closed.summary["operations"] == "0" && closed.summary["p50_us"] == "0.000")
    #expect(closed.status == 1)
    // In the open loop also those that were due and could not be sent.
    let open = try LoadRun(["-c", "1", "--rate", "1000", "-t", "50ms", "--grace", "10ms"], to: target)
    #expect(try #require(Int(open.failures["ETIMEDOUT"] ?? "")) >= 50)
    #expect(open.status == 1)
  }

  @Test(arguments: [[], ["--churn"], ["--bulk"], ["--idle"], ["-w", "2"]])
  func `counts who is refused`(_ arguments: [String]) throws {
    let holder = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    try holder.bind(to: SocketAddress(.loopback, port: 0))
    let run = try LoadRun(arguments + ["-c", "5", "-t", "50ms"], to: "\(try holder.localAddress())")
    #expect(run.failures.keys.sorted() == ["ECONNREFUSED"])
    #expect(try run.figure("errors") >= 5)
    #expect(try run.summary["connections"] == "0")
    #expect(run.status == 1)
  }

  @Test(arguments: [[], ["--idle"], ["-w", "3"], ["--connect-rate", "100000"]])
  func `gives up with a peer that is silent when its time is over, however many connections there were to be`(
    _ arguments: [String]
  ) throws {
    // With its queue full, the kernel drops each SYN.
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let place = try listener.localAddress()
    let first = try EchoPeer(port: place.port)
    let second = try EchoPeer(port: place.port)
    let start = Timestamp.monotonicNow
    let run = try LoadRun(arguments + ["-c", "1000", "-t", "200ms", "--grace", "100ms"], to: "\(place)")
    // Sixteen times 64 of them would take as many times as long, and two lost SYNs ten seconds.
    #expect(Timestamp.monotonicNow - start < 3_000_000_000)
    #expect(run.failures == ["ETIMEDOUT": "1000"] && run.status == 1, "\(run.outcome.outputText)")
    #expect(try run.summary["connections"] == "0")
    #expect(try listener.accept() != nil, "they were there")
    try first.halfClose()
    try second.halfClose()
  }

  @Test func `goes on with the connections that are left`() throws {
    let listener = try Self.listen()
    var load = try EchoProcess("tcp-load", ["-c", "2", "-t", "1h", "\(try listener.localAddress())"])
    let first = try EchoPeer(accepting: listener)
    let second = try EchoPeer(accepting: listener)
    first.abort()
    for _ in 0 ..< 10 { try second.send(second.receive(64)) }
    load.send(.terminate)
    try Self.echo(second)
    #expect(try load.skip(to: "failure") == ["errno": "ECONNRESET", "count": "1"])
    #expect(try #require(Int(load.next("summary")["operations"] ?? "")) >= 10)
    #expect(try load.ending() == .exited(1))
  }

  @Test func `ends at once with a second signal, and holds nothing against a peer that had no time`() throws {
    let listener = try Self.listen()
    var load = try Self.start(["--grace", "1h"], listener)
    let peer = try EchoPeer(accepting: listener)
    #expect(try peer.receive(64).count == 64)
    load.send(.interrupt)
    load.send(.terminate)
    let summary = try load.skip(to: "summary")
    #expect(summary["operations"] == "0" && summary["errors"] == "0", "\(summary)")
    #expect(try load.ending() == .exited(0))
  }
}
