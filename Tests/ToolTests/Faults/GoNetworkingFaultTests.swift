import Glibc
import SocketKit
import Testing

/// What its server, leak, bomb, client and demonstration do wrong, in the tools that have their places.
@Suite("Where the networking module in Go fails,") struct GoNetworkingFaultTests {
  private static let clientCount = 2000
  /// The clients are descriptors of this process.
  private static let mayHaveThem = DescriptorLimit.current.hard >= clientCount + 500

  @Test(.enabled(if: mayHaveThem, "the hard limit of descriptors is too low for 2,000 clients"))
  func `a leak is real: held is the limit less its own, and CLOSE_WAIT is held when 2,000 clients have closed`() throws
  {
    if DescriptorLimit.current.soft < Self.clientCount + 500 { try DescriptorLimit.setSoft(Self.clientCount + 500) }
    var server = try EchoProcess.leak(["--limit", "256"])
    let port = try server.port()
    let held = 256 - server.descriptorCount()
    #expect(held > 240)
    let clients = try EchoPeer.numbers(Self.clientCount, of: port)
    #expect(try server.skip(to: "exhausted") == ["errno": "EMFILE", "open": "256", "limit": "256"])
    try server.wait(closeWait: 0, established: held)
    // Those who were not accepted wait: nobody has answered them, and nobody has refused them.
    #expect(clients.allSatisfy { !EchoPeer.hasSomething($0) })
    for client in clients { close(client) }
    try server.wait(closeWait: held, established: 0)
    #expect(server.descriptorCount() == 256)
    server.send(.terminate)
    #expect(try server.next("states") == ["close_wait": "\(held)", "established": "0"])
    #expect(try server.next("stopped") == ["accepted": "\(held)", "held": "\(held)"])
    #expect(try server.ending() == .exited(0))
    #expect(try server.errors() == "")
  }

  @Test func `EMFILE is said once, and nothing spins`() throws {
    var server = try EchoProcess.leak(["--limit", "32"])
    let clients = try EchoPeer.numbers(60, of: try server.port())
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

  @Test func `a bomb has never more attempts under way than it may, and ends with a summary`() throws {
    // Two connections fill its queue; the SYNs of the others are dropped.
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var bomb = try EchoProcess(
      "port-bomb", ["-v", "-c", "8", "--grace", "0", "-n", "2000", "\(try listener.localAddress())"])
    try bomb.next("connected")
    try bomb.next("connected")
    // Its own are the standard ones, the signals', the poller's, and the one that asks the kernel for sockets.
    #expect(Patience.wait { bomb.descriptorCount() == 6 + 8 })
    bomb.send(.interrupt)
    let summary = try bomb.next("summary")
    #expect(summary["attempted"] == "10" && summary["connected"] == "2" && summary["failed"] == "0", "\(summary)")
    #expect(try bomb.ending() == .exited(0))
    #expect(try listener.accept() != nil)
  }

  @Test func `a thousand failures are one line, with their errno`() throws {
    let holder = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    try holder.bind(to: SocketAddress(.loopback, port: 0))
    let outcome = try BuiltTool("port-bomb").run(["-n", "1000", "\(try holder.localAddress())"])
    let lines = outcome.outputText.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first == "failure errno=ECONNREFUSED count=1000")
    #expect(lines.last?.hasPrefix("summary attempted=1000 connected=0 failed=1000 ") == true)
    #expect(outcome.errorText == "")
    #expect(outcome.status == 1)
  }

  @Test(arguments: [
    [], ["127.0.0.1"], [":8080"], ["127.0.0.1:0"], ["127.0.0.1:1", "127.0.0.1:2"],
    ["--ports", "5-4", "127.0.0.1:1"], ["--ports", "0-4", "127.0.0.1:1"], ["--ports", "4", "127.0.0.1:1"],
    ["--ports", "1-65536", "127.0.0.1:1"], ["--ports", "+1-2", "127.0.0.1:1"], ["--sources", "::1", "127.0.0.1:1"],
    ["--sources", "127.0.0.2-127.0.0.1", "127.0.0.1:1"], ["-n", "0", "127.0.0.1:1"], ["--pool", "0", "127.0.0.1:1"],
  ])
  func `a bomb has no target and no count of its own making`(arguments: [String]) throws {
    let outcome = try BuiltTool("port-bomb").run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.outputText == "")
  }

  @Test(.enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
  func `the machine's own range of ports is used up, and that is named`() throws {
    let machine = try PrivateMachine.wherePortsStay()
    let file = "/proc/sys/net/ipv4/ip_local_port_range"
    let reserved = "/proc/sys/net/ipv4/ip_local_reserved_ports"
    try machine.succeed(["sh", "-c", "echo 40000 40059 > \(file); echo 40005-40009 > \(reserved)"])
    let (lines, status) = try machine.bomb(["-n", "100", try machine.target()])
    #expect(lines.first == "failure errno=EADDRNOTAVAIL count=45")
    #expect(lines.last?.hasSuffix(" time_wait_after=55 ports_available=55") == true, "\(lines)")
    #expect(status == 1)
    #expect(try machine.succeed(["cat", file]) == "40000\t40059\n")
  }

  @Test(.enabled(if: PrivateMachine.isPossible, PrivateMachine.needs))
  func `FIN_WAIT2 goes by itself when its program has closed, and CLOSE_WAIT at the leak stays`() throws {
    let machine = try PrivateMachine.withLoopback()
    try machine.succeed(["sh", "-c", "echo 1 > /proc/sys/net/ipv4/tcp_fin_timeout"])
    var server = try machine.start("fd-leak", ["-l", "127.0.0.1:8080"])
    try server.next("listening")
    var follow = try machine.start("tcp-states", ["-f", "--state", "fin-wait2"])
    try follow.next("following")
    #expect(try machine.bomb(["-n", "20", "127.0.0.1:8080"]).status == 0)
    var (came, gone) = (0, 0)
    while gone < 20 {
      let transition = try follow.next("transition")
      if transition["to"] == "FIN_WAIT2" { came += 1 } else { gone += 1 }
    }
    #expect(came == 20)
    let left = try machine.succeed(["/run/tools/tcp-states", "--state", "close-wait"])
    #expect(left.split(separator: "\n").count == 20)
  }

  @Test func `100%d is sent and printed as it is, and the end of the input ends the client`() throws {
    var server = try EchoProcess.server()
    var client = try EchoProcess("echo-client", ["127.0.0.1:\(try server.port())"])
    try client.next("connected")
    for line in ["hello", "100%d", ""] {
      try client.write(line + "\n")
      let reply = try client.next("reply")
      #expect(reply["text"].map { $0.filter { $0 != "\"" } } == line)
      #expect(reply["octets"] == "\(line.utf8.count)")
    }
    client.endInput()
    #expect(try client.next("closed") == ["octets_out": "13", "octets_in": "13"])
    #expect(try client.ending() == .exited(0))
  }

  @Test func `CRLF ends a line as LF does, and the end of the input ends the last`() throws {
    var server = try EchoProcess.server(["--line"])
    let outcome = try BuiltTool("echo-client").run(["127.0.0.1:\(try server.port())"], input: Array("a\r\nb".utf8))
    #expect(outcome.status == 0)
    #expect(outcome.outputText.contains("reply octets=7 text=\"ECHO: a\"\nreply octets=7 text=\"ECHO: b\"\n"))
  }

  @Test(arguments: wordModels) func `who got no answer is counted as failed`(_ model: String) throws {
    var program = try EchoProcess.multiplex(
      ["-n", "100", "--delay", "50ms", "--model", model], before: ["sh", "-c", "ulimit -n 64 && exec \"$0\" \"$@\""])
    let (fields, ending) = try program.finished()
    #expect(ending == .exited(1))
    let failed = try #require(fields["failed"].flatMap { Int($0) })
    #expect(failed > 50)
    #expect(fields["answered"] == "\(100 - failed)")
    let errors = try program.errors()
    #expect(errors.contains("Too many open files"))
    // Each reason once.
    #expect(errors.split(separator: "\n").count <= 5, "\(errors)")
  }

  @Test(.enabled(if: Spawn.search("strace") != nil, "strace is not installed"), arguments: ["recvfrom", "sendto"])
  func `an error is not taken for an answer`(_ call: String) throws {
    let inject = [
      "strace", "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):error=ECONNRESET:when=5",
    ]
    var program = try EchoProcess.multiplex(["-n", "10", "--delay", "50ms"], before: inject)
    let (fields, ending) = try program.finished()
    #expect(fields["answered"] == "9" && fields["failed"] == "1")
    #expect(ending == .exited(1))
  }

  @Test func `two demonstrations have two ports`() throws {
    var first = try EchoProcess.multiplex(["-n", "5", "--delay", "300ms"])
    var second = try EchoProcess.multiplex(["-n", "5", "--delay", "300ms"])
    let (one, other) = (try first.finished(), try second.finished())
    #expect(one.fields["answered"] == "5" && other.fields["answered"] == "5")
    #expect(one.ending == .exited(0) && other.ending == .exited(0))
  }

  @Test(arguments: [("loop", 1), ("threads", 51)])
  func `all clients are answered in the time of one, and threads and descriptors are told`(
    _ model: String, _ threads: Int
  )
    throws
  {
    var program = try EchoProcess.multiplex(["-n", "50", "--delay", "400ms", "--model", model])
    let (fields, ending) = try program.finished()
    #expect(ending == .exited(0))
    #expect(fields["model"] == model)
    #expect(fields["clients"] == "50" && fields["answered"] == "50" && fields["failed"] == "0")
    // One after the other they would take twenty seconds.
    let seconds = try #require(fields["seconds"].flatMap(Double.init))
    #expect(seconds >= 0.4 && seconds < 8, "\(seconds)")
    #expect(fields["threads_peak"] == "\(threads)")
    // Two for each connection, which has both its ends here, and a few.
    let descriptors = try #require(fields["descriptors_peak"].flatMap { Int($0) })
    #expect((100 ... 116).contains(descriptors), "\(descriptors)")
    let resident = try #require(fields["resident_octets"].flatMap { Int($0) })
    #expect((1 << 20 ... 256 << 20).contains(resident), "\(resident)")
  }

  @Test func `SIGTERM lets the server finish what is open, and ends it with 0`() throws {
    var server = try EchoProcess.server()
    let port = try server.port()
    let peer = try EchoPeer(port: port)
    try peer.send("1")
    #expect(try peer.receiveText(1) == "1")
    server.send(.terminate)
    // The loop takes the signal before or after this echo, and stops listening then.
    while (try? EchoPeer(port: port)) != nil {}
    try peer.send("2")
    #expect(try peer.receiveText(1) == "2")
    try peer.halfClose()
    #expect(try server.next("stopped")["unfinished"] == "0")
    #expect(try server.ending() == .exited(0))
  }

  @Test func `a line longer than every buffer is answered, and not kept`() throws {
    var server = try EchoProcess.server(["--line", "--buffer", "512"])
    let peer = try EchoPeer(port: try server.port())
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20)
    let resident = try server.residentOctets()
    var (sent, back): (Int, [UInt8]) = (0, [])
    while sent < line.count {
      let taken = try peer.offer(line[sent...])
      sent += taken
      if taken == 0 { back += try #require(try peer.receiveSome(1 << 16)) }
    }
    try peer.halfClose()
    back += try peer.receiveToEnd().octets
    let isSame = back == Array("ECHO: ".utf8) + line
    #expect(isSame, "\(back.count) octets")
    #expect(try server.residentOctets() - resident < 1 << 20)
  }

  @Test func `a last line without an ending is answered`() throws {
    var server = try EchoProcess.server(["--line"])
    let peer = try EchoPeer(port: try server.port())
    try peer.send("one\ntwo\r\n\nhalf")
    try peer.halfClose()
    let answer = try peer.receiveToEnd().octets
    #expect(String(decoding: answer, as: UTF8.self) == "ECHO: one\nECHO: two\r\nECHO: \nECHO: half")
  }
}
