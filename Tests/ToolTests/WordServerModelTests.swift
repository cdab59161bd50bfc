import Glibc
import SocketKit
import Testing

@Suite("word-server, as a model,") struct WordServerModelTests {
  @Test(arguments: [("loop", 1), ("threads", 21)])
  func `has one thread for all, or one for each`(_ model: String, _ threads: Int) throws {
    var server = try EchoProcess.wordServer(model)
    let port = try server.port()
    var open: [CInt] = []
    for _ in 0 ..< 20 {
      let peer = try EchoPeer(port: port)
      try peer.ask("hi ", expecting: "server: Hello\n")
      open.append(peer.intoNumber())
    }
    let running = server.threadCount()
    #expect(running == threads)
    for number in open { close(number) }
    let areGone = Patience.wait { server.threadCount() == 1 }
    #expect(areGone)
  }

  @Test func `that is a blocked loop stalls everybody`() throws {
    var server = try EchoProcess.wordServer("loop", ["--block-interval", "300ms"])
    let port = try server.port()
    let peers = [try EchoPeer(port: port).intoNumber(), try EchoPeer(port: port).intoNumber()]
    try server.next("connected")
    try server.next("connected")
    #expect(try server.next("blocking")["seconds"] == "0.300")
    for number in peers { #expect(write(number, "hi ", 3) == 3) }
    // Whatever is sent meanwhile, nothing happens in between.
    try server.next("unblocked")
    try server.next("received")
    try server.next("received")
    for number in peers { close(number) }
  }

  @Test func `that has threads stalls nobody, whatever computes`() throws {
    var server = try EchoProcess.wordServer("threads", ["--block-interval", "300ms"])
    let peer = try EchoPeer(port: try server.port())
    try server.next("connected")
    var wasServed = false
    // A test that was held up itself sends too late, and tries the next time.
    for _ in 0 ..< 20 where !wasServed {
      try server.next("blocking")
      try peer.ask("hi ", expecting: "server: Hello\n")
      var next = try server.nextEvent()
      wasServed = next == "received"
      while next != "unblocked" { next = try server.nextEvent() }
      if !wasServed { try server.next("received") }
    }
    #expect(wasServed)
  }

  @Test(arguments: wordModels, ["--delay-read", "--delay-write"])
  func `lets a delay hold up its own connection alone`(_ model: String, _ option: String) throws {
    var server = try EchoProcess.wordServer(model, [option, "400ms"])
    let port = try server.port()
    let start = Timestamp.monotonicNow
    var peers: [CInt] = []
    for _ in 0 ..< 20 {
      let peer = try EchoPeer(port: port)
      try peer.send("hi ")
      peers.append(peer.intoNumber())
    }
    for number in peers {
      let peer = EchoPeer(owning: number)
      #expect(try peer.receiveText(14) == "server: Hello\n")
    }
    let seconds = Double(Timestamp.monotonicNow - start) / 1e9
    // One after the other they would take eight seconds.
    #expect(seconds >= 0.4 && seconds < 4, "\(seconds)")
  }

  @Test(arguments: wordModels) func `waits before each reply, to an unknown word too`(_ model: String) throws {
    var server = try EchoProcess.wordServer(model, ["--delay-write", "100ms"])
    let peer = try EchoPeer(port: try server.port())
    let start = Timestamp.monotonicNow
    #expect(try peer.ask("hi x ping") == "server: Hello\nserver: Unknown command: x\nserver: Pong\n")
    #expect(Timestamp.monotonicNow - start >= 300_000_000)
  }

  @Test func `of a loop hears of RST while it lets a connection wait`() throws {
    var server = try EchoProcess.wordServer("loop", ["--delay-write", "1h"])
    let peer = try EchoPeer(port: try server.port())
    try peer.send("hi ")
    try server.next("connected")
    try server.next("received")
    peer.abort()
    #expect(try server.next("disconnected")["reason"] == "reset")
  }
}
