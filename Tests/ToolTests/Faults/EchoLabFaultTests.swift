import Glibc
import SocketKit
import Testing

/// What its servers and its client do wrong, in word-server and word-client.
@Suite("Where the echo lab in Node and Go fails,") struct EchoLabFaultTests {
  @Test(arguments: wordModels) func `exit ends its own connection and nothing else`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let port = try server.port()
    let other = try EchoPeer(port: port)
    try other.ask("hi ", expecting: "server: Hello\n")
    let leaver = try EchoPeer(port: port)
    try leaver.send("exit")
    #expect(try leaver.ask(" hi") == "server: Bye\n")
    try other.ask("ping ", expecting: "server: Pong\n")
    #expect(try EchoPeer.ask("foo", port: port) == "server: Bar\n")
  }

  @Test func `a message ends with a newline, so that a server that reads lines answers it`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess.wordClient(port: try listener.localAddress().port, ["-i", "10ms"])
    let peer = try EchoPeer(accepting: listener)
    #expect(try peer.receiveText(6) == "hello\n")
    try client.next("connected")
    #expect(try client.next("sent") == ["id": "1", "text": "hello"])
  }

  @Test(arguments: wordModels) func `segments neither cut a word nor join two`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    // The answer to the first word says that the beginning of the second was read too.
    try peer.ask("ping hel", expecting: "server: Pong\n")
    try peer.ask("lo ", expecting: "server: Hi\n")
    try peer.ask("hi\nping\n", expecting: "server: Hello\nserver: Pong\n")
    try server.next("connected")
    #expect(try (0 ..< 4).map { _ in try server.next("received")["word"] } == ["ping", "hello", "hi", "ping"])
  }

  @Test(arguments: ["constructor", "__proto__", "tostring", "hasownproperty", "%d", "server:", "help,"])
  func `no word is known but the seven: constructor and __proto__ are not`(_ word: String) throws {
    var server = try EchoProcess.wordServer()
    #expect(try EchoPeer.ask(word, port: try server.port()) == "server: Unknown command: \(word)\n")
  }

  @Test(arguments: wordModels) func `a word after exit is neither heard nor answered, and costs no complaint`(
    _ model: String
  ) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    try peer.send("hi exit ping poison ")
    let answer = try peer.receiveToEnd()
    #expect(String(decoding: answer.octets, as: UTF8.self) == "server: Hello\nserver: Bye\n")
    #expect(answer.end == .endOfStream)
    try peer.halfClose()
    try server.next("connected")
    #expect(try server.next("received")["word"] == "hi")
    #expect(try server.next("received")["word"] == "exit")
    #expect(try server.next("disconnected")["reason"] == "exit")
    #expect(try server.errors() == "")
  }

  @Test(arguments: wordModels) func `a character whose octets come apart stays one`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    let umlaut = Array("ä".utf8)
    try peer.send(Array("hi ".utf8) + umlaut[..<1])
    #expect(try peer.receiveText(14) == "server: Hello\n")
    #expect(try peer.ask(Array(umlaut[1...])) == "server: Unknown command: ä\n")
  }

  @Test(arguments: wordModels) func `a peer that asks and does not read does not fill the server`(_ model: String)
    throws
  {
    // Nobody reads its events here, so it must have none; and then it does not tell its port.
    let port = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress().port
    let server = try EchoProcess("word-server", ["-l", "127.0.0.1:\(port)", "--model", model, "-q"])
    try #require(Patience.wait { (try? EchoPeer(port: port)) != nil })
    let glutton = try EchoPeer(port: port)
    let words = Array(String(repeating: "help ", count: 4096).utf8)
    var asked = 0
    // Until nothing more is taken: its receive buffer, and then our send buffer, are full.
    while glutton.wait(POLLOUT, milliseconds: 300) { asked += try glutton.offer(words[...]) }
    #expect(asked < 64 << 20)
    #expect(try server.residentOctets() < 64 << 20)
    #expect(try EchoPeer.ask("hi", port: port) == "server: Hello\n")
  }

  @Test(arguments: wordModels) func `a word without an end is refused, and nothing of it is kept`(_ model: String)
    throws
  {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    try peer.ask("hi ", expecting: "server: Hello\n")
    let resident = try server.residentOctets()
    try peer.send([UInt8](repeating: UInt8(ascii: "x"), count: 2 << 20))
    #expect(try peer.ask(" hi") == "server: Word too long: more than 1024 octets\nserver: Hello\n")
    #expect(try server.residentOctets() - resident < 1 << 20)
  }

  @Test(arguments: wordModels) func `an answer that cannot be sent ends its connection, and is told`(_ model: String)
    throws
  {
    var server = try EchoProcess.wordServer(model, ["--delay-write", "100ms"])
    let port = try server.port()
    let peer = try EchoPeer(port: port)
    try peer.send("hi hi hi hi hi hi hi hi hi hi ")
    #expect(try peer.receiveText(14) == "server: Hello\n")
    peer.abort()
    #expect(try server.skip(to: "disconnected")["reason"] == "reset")
    #expect(try EchoPeer.ask("foo", port: port) == "server: Bar\n")
  }

  @Test(arguments: ["DELAY_READ=300", "DELAY_WRITE=300"])
  func `a delay that is one is kept, in milliseconds, and costs no complaint`(_ variable: String) throws {
    var server = try EchoProcess.wordServer("threads", before: ["env", variable])
    let peer = try EchoPeer(port: try server.port())
    let start = Timestamp.monotonicNow
    #expect(try peer.ask("hi") == "server: Hello\n")
    let seconds = Double(Timestamp.monotonicNow - start) / 1e9
    #expect(seconds >= 0.29 && seconds < 30, "\(seconds)")
    #expect(try server.errors() == "")
  }

  @Test(arguments: ["DELAY_READ", "DELAY_WRITE", "BLOCK_EVENT_LOOP_INTERVAL"], ["abc", "-5", "10 ms", "1e3"])
  func `a delay that is none, or negative, is refused`(_ variable: String, _ value: String) throws {
    let outcome = try BuiltTool("word-server").run(["-l", "127.0.0.1:0"], environment: [variable: value])
    #expect(outcome.status == 64)
    #expect(outcome.errorText.contains("environment \(variable)='\(value)': must be a duration"))
    #expect(outcome.outputText == "")
  }

  @Test func `a server that cannot listen says why, and does not exit with 0`() throws {
    let holder = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let address = try holder.localAddress()
    let outcome = try BuiltTool("word-server").run([], environment: ["PORT": "\(address.port)"])
    #expect(outcome.status == 71)
    #expect(outcome.errorText == "word-server: listen on 0.0.0.0:\(address.port): Address already in use\n")
    #expect(outcome.outputText == "")
    _ = holder.descriptor.rawValue
  }

  @Test func `a client that is refused says so once, and exits with 1`() throws {
    let address = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress()
    let outcome = try BuiltTool.runWordClient(port: address.port, ["-c", "100"])
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "word-client: connection 1: connect \(address): Connection refused\n")
    #expect(outcome.outputText == "summary connections=0 sent=0 replied=0 failed=100\n")
  }

  @Test(arguments: [
    ("CONNECTIONS", "abc"), ("CONNECTIONS", "0"), ("INTERVAL", "soon"), ("TIMEOUT", "-1"), ("PORT", "0"),
    ("PORT", "70000"),
  ])
  func `CONNECTIONS=abc is refused, as is any variable that is no number`(_ variable: String, _ value: String) throws {
    let outcome = try BuiltTool("word-client").run([], environment: [variable: value])
    #expect(outcome.status == 64)
    #expect(outcome.errorText.contains("environment \(variable)='\(value)'"))
  }

  @Test(arguments: wordModels) func `SIGTERM lets the server finish what is open, and ends it with 0`(
    _ model: String
  ) throws {
    var server = try EchoProcess.wordServer(model)
    let port = try server.port()
    let peer = try EchoPeer(port: port)
    try peer.ask("hi ", expecting: "server: Hello\n")
    server.send(.terminate)
    while (try? EchoPeer(port: port)) != nil {}
    #expect(try peer.ask("ping") == "server: Pong\n")
    #expect(try server.ending() == .exited(0))
  }

  @Test(arguments: wordModels)
  func `at its limit of descriptors the server turns away the rest, does not spin, and recovers`(
    _ model: String
  ) throws {
    var server = try EchoProcess.wordServer(model, before: ["sh", "-c", "ulimit -n 64 && exec \"$0\" \"$@\""])
    let port = try server.port()
    var served: [CInt] = []
    var refused = 0
    for _ in 0 ..< 150 {
      if let peer = try EchoPeer.answered("hi ", with: "server: Hello\n", port: port) {
        served.append(peer.intoNumber())
      } else {
        refused += 1
      }
    }
    #expect(served.count > 48)
    #expect(served.count + refused == 150)
    let processor = try server.processorMilliseconds()
    // The second in which a server that spins would use all of it.
    _ = poll(nil, 0, 1000)
    #expect(try server.processorMilliseconds() - processor <= 20)
    close(served.removeLast())
    while true {
      if let _ = try EchoPeer.answered("hi ", with: "server: Hello\n", port: port) { break }
    }
    for number in served { close(number) }
    // Complaints are counted, not repeated for each.
    #expect(try server.errors().split(separator: "\n").count <= 10)
  }

  @Test func `one PORT means the same to client and server`() throws {
    let port = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress().port
    var server = try EchoProcess("word-server", [], before: ["env", "PORT=\(port)"])
    #expect(try server.port() == port)
    let outcome = try BuiltTool("word-client").run(
      ["ping"],
      environment: [
        "PORT": "\(port)", "HOST": "127.0.0.1", "CONNECTIONS": "3", "INTERVAL": "20", "TIMEOUT": "200",
      ])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.outputText.contains("text=\"server: Pong\""))
    #expect(outcome.outputText.contains("summary connections=3 "))
  }

  @Test(arguments: ["lab", "prefork", "half-close", "gotcp", "load", "tools"])
  func `one PORT moves all that a scenario has in containers, and no file of variables is needed`(_ name: String) throws
  {
    let path = "\(Folder.workspace)/compose/\(name).yaml"
    let file = String(decoding: try FileDescriptor.contents(of: path, limit: 1 << 20), as: UTF8.self)
    #expect(file.components("${PORT:-8080}") > 0)
    #expect(file.components("8080") == file.components("${PORT:-8080}"))
    #expect(!file.contains("env_file"))
  }

  @Test func `the server's record lacks no call that it makes on a connection`() throws {
    let folder = try TemporaryFolder()
    let log = "\(folder.path)/calls"
    var server = try EchoProcess.wordServer(before: ["env", "TCPLAB_SYSCALLS=\(log)"])
    #expect(try EchoPeer.ask("poison", port: try server.port()) != "")
    #expect(try server.ending() == .exited(0))
    let text = String(decoding: try FileDescriptor.contents(of: log, limit: 1 << 20), as: UTF8.self)
    for name in [
      "socket", "setsockopt", "bind", "listen", "getsockname", "epoll_create1", "epoll_ctl", "epoll_wait", "accept4",
      "recv", "send", "close",
    ] {
      #expect(text.contains("\"name\":\"\(name)\""), "\(name)")
    }
  }

  @Test func `the client's record lacks no call that it makes on a connection`() throws {
    var server = try EchoProcess.wordServer()
    let folder = try TemporaryFolder()
    let log = "\(folder.path)/calls"
    let outcome = try BuiltTool("word-client").run(
      ["--host", "127.0.0.1", "--port", "\(try server.port())"] + ["-i", "10ms", "-t", "200ms"],
      environment: ["TCPLAB_SYSCALLS": log])
    #expect(outcome.status == 0)
    let text = String(decoding: try FileDescriptor.contents(of: log, limit: 1 << 20), as: UTF8.self)
    for name in ["socket", "connect", "setsockopt", "getsockname", "epoll_pwait2", "send", "recv", "shutdown", "close"]
    {
      #expect(text.contains("\"name\":\"\(name)\""), "\(name)")
    }
  }

  @Test(arguments: wordModels) func `a word with what a terminal would act on is escaped, in the answer and in the log`(
    _ model: String
  ) throws {
    var server = try EchoProcess.wordServer(model)
    let peer = try EchoPeer(port: try server.port())
    let answer = try peer.ask([0x1B, 0x5B, 0x32, 0x4A, 0xFF, 0x20, 0, 0x07])
    #expect(answer == "server: Unknown command: \\x1b[2j\\xff\nserver: Unknown command: \\x00\\x07\n")
    try server.next("connected")
    #expect(try server.next("received")["word"] == "\"\\x1b[2j\\xff\"")
    #expect(try server.next("received")["word"] == "\"\\x00\\x07\"")
  }
}
