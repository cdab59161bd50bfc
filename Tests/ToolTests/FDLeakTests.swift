import Glibc
import SocketKit
import Testing

@Suite("fd-leak") struct FDLeakTests {
  private static func start(_ arguments: [String]) throws -> EchoProcess {
    try EchoProcess("fd-leak", ["-l", "127.0.0.1:0"] + arguments)
  }

  private static func clients(_ count: Int, of port: UInt16) throws -> [CInt] {
    try (0 ..< count).map { _ in try EchoPeer(port: port).intoNumber() }
  }

  /// Reads `states` until one says so.
  private static func wait(for server: inout EchoProcess, closeWait: Int, established: Int) throws {
    while true {
      let states = try server.skip(to: "states")
      if states == ["close_wait": "\(closeWait)", "established": "\(established)"] { return }
    }
  }

  static let clientCount = 2000
  /// The clients are descriptors of this process.
  static let mayHaveThem = DescriptorLimit.current.hard >= clientCount + 500

  @Test(.enabled(if: mayHaveThem, "the hard limit of descriptors is too low for 2,000 clients"))
  func `really leaks: held is its limit less its own, and CLOSE_WAIT is held when 2,000 clients have closed`() throws {
    if DescriptorLimit.current.soft < Self.clientCount + 500 { try DescriptorLimit.setSoft(Self.clientCount + 500) }
    var server = try Self.start(["--limit", "256"])
    let port = try server.port()
    let held = 256 - server.descriptorCount()
    #expect(held > 240)
    let clients = try Self.clients(Self.clientCount, of: port)
    #expect(try server.skip(to: "exhausted") == ["errno": "EMFILE", "open": "256", "limit": "256"])
    try Self.wait(for: &server, closeWait: 0, established: held)
    // Those who were not accepted wait: nobody has answered them, and nobody has refused them.
    #expect(clients.allSatisfy { !Self.hasSomething($0) })
    for client in clients { close(client) }
    try Self.wait(for: &server, closeWait: held, established: 0)
    #expect(server.descriptorCount() == 256)
    server.send(.terminate)
    #expect(try server.next("states") == ["close_wait": "\(held)", "established": "0"])
    #expect(try server.next("stopped") == ["accepted": "\(held)", "held": "\(held)"])
    #expect(try server.ending() == .exited(0))
    #expect(try server.errors() == "")
  }

  @Test func `at its limit says so once and does not spin`() throws {
    var server = try Self.start(["--limit", "32"])
    let clients = try Self.clients(60, of: try server.port())
    defer { for client in clients { close(client) } }
    try server.skip(to: "exhausted")
    try server.skip(to: "states")
    let processor = try server.processorMilliseconds()
    // The seconds in which a server that spins would use all of the processor, and a log without an end.
    _ = poll(nil, 0, 2000)
    #expect(try server.processorMilliseconds() - processor <= 40)
    let saysMore = server.hasOutput()
    #expect(!saysMore)
    #expect(try server.errors() == "")
  }

  @Test func `--release-after closes what it holds, takes who waited, and is exhausted again`() throws {
    var server = try Self.start(["--limit", "32", "--release-after", "300ms"])
    let port = try server.port()
    let held = 32 - server.descriptorCount()
    let clients = try Self.clients(held * 2 + 1, of: port)
    defer { for client in clients { close(client) } }
    #expect(try server.skip(to: "exhausted")["errno"] == "EMFILE")
    #expect(try server.skip(to: "released") == ["connections": "\(held)"])
    #expect(try server.skip(to: "leak")["held"] == "1")
    #expect(try server.skip(to: "exhausted")["open"] == "32")
    #expect(try server.skip(to: "released") == ["connections": "\(held)"])
    #expect(try server.skip(to: "leak")["held"] == "1")
    #expect(clients.count { Self.hasSomething($0) } >= held * 2)
  }

  @Test func `--cure closes when its peers do, so that four times its limit are served`() throws {
    var server = try Self.start(["--limit", "32", "--cure", "-v"])
    let port = try server.port()
    let own = server.descriptorCount()
    for _ in 0 ..< 128 {
      let peer = try EchoPeer(port: port)
      try peer.send("nobody reads this")
      try peer.halfClose()
      #expect(try peer.receiveToEnd().end == .endOfStream)
    }
    #expect(server.descriptorCount() == own)
    server.send(.terminate)
    #expect(try server.skip(to: "states") == ["close_wait": "0", "established": "0"])
    #expect(try server.next("stopped") == ["accepted": "128", "held": "0"])
    #expect(try server.ending() == .exited(0))
  }

  @Test func `--cure lets peers close first after a signal, and a second one ends at once`() throws {
    for isPatient in [true, false] {
      var server = try Self.start(["--cure", "-v", "--grace", "1h"])
      let port = try server.port()
      let peer = try EchoPeer(port: port)
      try server.next("accept")
      server.send(.terminate)
      while (try? EchoPeer(port: port)) != nil {}
      if isPatient { try peer.halfClose() } else { server.send(.interrupt) }
      let held = try server.skip(to: "stopped")["held"]
      #expect((held == "0") == isPatient, "\(held ?? "")")
      #expect(try server.ending() == .exited(0))
    }
  }

  @Test func `refuses a limit that it may not have, and one too low for itself`() throws {
    let hard = DescriptorLimit.current.hard
    let above = try BuiltTool("fd-leak").run(["-l", "127.0.0.1:0", "--limit", "\(1 << 20)"])
    if hard < 1 << 20 {
      #expect(above.status == 71)
      #expect(above.errorText.contains("\(hard)"))
    }
    #expect(try BuiltTool("fd-leak").run(["--limit", "15"]).status == 64)
    #expect(try BuiltTool("fd-leak").run(["--cure", "--release-after", "1s"]).status == 64)
  }

  private static func hasSomething(_ client: CInt) -> Bool {
    var entry = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }
}
