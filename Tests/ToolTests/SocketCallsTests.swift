import SocketKit
import Testing

@Suite("socket-calls") struct SocketCallsTests {
  private func run(_ lines: String...) throws -> Outcome {
    try BuiltTool("socket-calls").run([], input: Array(lines.map { "\($0)\n" }.joined().utf8))
  }

  @Test func `listens, connects, sends and reads to the end, all in one process`() throws {
    let server = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let place = try server.localAddress()
    let outcome = try run(
      "socket a", "set a nodelay on", "connect a \(place)", "send a 70000", "shutdown a writing", "close a", "",
      "connect a \(place)", "close a")
    #expect(outcome.status == 0)
    #expect(outcome.errorText == "")
    let events = outcome.outputText.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    #expect(events == ["made", "set", "connected", "sent", "shut-down", "closed", "connected", "closed"])
  }

  @Test func `takes connections from a listener of its own, and tells the end`() throws {
    var caller = try EchoProcess("socket-calls", [])
    try caller.write("listen l 127.0.0.1:0 1\n")
    let port = try caller.port()
    try caller.write("connect a 127.0.0.1:\(port)\naccept b l\nsend a 5\nclose a\nread b 9\nclose b\nclose l\n")
    #expect(try caller.next("connected")["remote"] == "127.0.0.1:\(port)")
    #expect(try caller.next("accepted")["socket"] == "b")
    #expect(try caller.next("sent")["octets"] == "5")
    _ = try caller.next("closed")
    #expect(try caller.next("read") == ["socket": "b", "octets": "5", "end": "true"])
    caller.endInput()
    #expect(try caller.ending() == .exited(0))
  }

  @Test func `tells what failed, and goes on`() throws {
    let outcome = try run("connect a 127.0.0.1:1", "set a cork on", "send a 1")
    #expect(outcome.status == 0)
    #expect(
      outcome.outputText == """
        failed call=connect socket=a errno=ECONNREFUSED
        set socket=a option="cork on"
        failed call=send socket=a errno=EPIPE octets=0

        """)
  }

  @Test func `a read that waits ends with a signal`() throws {
    var caller = try EchoProcess("socket-calls", [])
    try caller.write("listen l 127.0.0.1:0\n")
    _ = try caller.port()
    try caller.write("accept a l\n")
    caller.send(.terminate)
    #expect(try caller.ending() == .exited(0))
  }

  @Test(arguments: [
    ("conect a 127.0.0.1:1", "must be one of socket, listen"), ("close", "a call and a socket's name are needed"),
    ("connect a localhost", "must be connect NAME ADDRESS:PORT"), ("send a 0", "must be send NAME OCTETS"),
    ("set a nodelay 1", "must be set NAME OPTION VALUE"), ("listen l 127.0.0.1:0 -1", "must be listen NAME"),
    ("set a keepalive-idle 40000s", "must be set NAME"), ("read a 1", "'a': no such connection"),
    ("accept a l", "'l': no such listener"), ("close a", "'a': no such socket"),
  ])
  func `refuses a line that is no call, and says what one would be`(line: String, complaint: String) throws {
    let outcome = try run(line)
    #expect(outcome.status == 64)
    #expect(outcome.errorText.hasPrefix("socket-calls: line 1: "))
    #expect(outcome.errorText.contains(complaint))
  }
}
