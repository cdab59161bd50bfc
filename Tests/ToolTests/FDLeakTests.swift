import Glibc
import SocketKit
import Testing

extension EchoProcess {
  /// A leak that listens on a port of its own.
  static func leak(_ arguments: [String]) throws -> EchoProcess {
    try EchoProcess("fd-leak", ["-l", "127.0.0.1:0"] + arguments)
  }

  /// Reads `states` until one says so.
  mutating func wait(closeWait: Int, established: Int) throws {
    while try skip(to: "states") != ["close_wait": "\(closeWait)", "established": "\(established)"] {}
  }
}

extension EchoPeer {
  /// The descriptors of so many; they are the caller's to close.
  static func numbers(_ count: Int, of port: UInt16) throws -> [CInt] {
    try (0 ..< count).map { _ in try EchoPeer(port: port).intoNumber() }
  }

  /// Whether something came for one of them: octets, an end, or RST.
  static func hasSomething(_ number: CInt) -> Bool {
    var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }
}

@Suite("fd-leak") struct FDLeakTests {
  @Test func `--release-after closes what it holds, takes who waited, and is exhausted again`() throws {
    var server = try EchoProcess.leak(["--limit", "32", "--release-after", "300ms"])
    let port = try server.port()
    let held = 32 - server.descriptorCount()
    let clients = try EchoPeer.numbers(held * 2 + 1, of: port)
    defer { for client in clients { close(client) } }
    #expect(try server.skip(to: "exhausted")["errno"] == "EMFILE")
    #expect(try server.skip(to: "released") == ["connections": "\(held)"])
    #expect(try server.skip(to: "leak")["held"] == "1")
    #expect(try server.skip(to: "exhausted")["open"] == "32")
    #expect(try server.skip(to: "released") == ["connections": "\(held)"])
    #expect(try server.skip(to: "leak")["held"] == "1")
    #expect(clients.count { EchoPeer.hasSomething($0) } >= held * 2)
  }

  @Test func `--cure closes when its peers do, so that four times its limit are served`() throws {
    var server = try EchoProcess.leak(["--limit", "32", "--cure", "-v"])
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
      var server = try EchoProcess.leak(["--cure", "-v", "--grace", "1h"])
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
}
