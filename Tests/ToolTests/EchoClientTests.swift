import Glibc
import SocketKit
import Testing

/// Where somebody listened a moment ago, and nobody does.
private func unusedAddress() throws(Errno) -> SocketAddress {
  try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1).localAddress()
}

@Suite("echo-client") struct EchoClientTests {

  @Test(arguments: ["/dev/null", #filePath])
  func `takes a standard input that cannot be waited for`(_ file: String) throws {
    var server = try EchoProcess.server()
    let port = try server.port()
    var client = try EchoProcess("echo-client", ["--verify", "127.0.0.1:\(port)"], inputFile: file)
    while try !client.read().isEmpty {}
    #expect(try client.ending() == .exited(0))
  }

  @Test func `takes a standard input that is closed as an empty one`() throws {
    var server = try EchoProcess.server()
    let port = try server.port()
    var client = try EchoProcess(
      "echo-client", ["127.0.0.1:\(port)"], before: ["sh", "-c", "exec \"$0\" \"$@\" <&-"])
    try client.next("connected")
    #expect(try client.next("closed") == ["octets_out": "0", "octets_in": "0"])
    #expect(try client.ending() == .exited(0))
  }

  @Test func `moves a long stream both ways at once between pipes`() throws {
    var server = try EchoProcess.server()
    var client = try EchoProcess("echo-client", ["--raw", "-q", "127.0.0.1:\(try server.port())"])
    let octets = echoPattern(5 << 20)
    var (sent, back): (Int, [UInt8]) = (0, [])
    while sent < octets.count {
      let taken = try client.write(octets[sent...])
      sent += taken
      if taken == 0 { back += try client.read() }
    }
    client.endInput()
    while true {
      let more = try client.read()
      if more.isEmpty { break }
      back += more
    }
    let isSame = areSame(back, octets)
    #expect(isSame, "\(back.count) of \(octets.count) octets")
    #expect(try client.ending() == .exited(0))
  }

  @Test func `ends with 1 when it is refused, and says where`() throws {
    let address = try unusedAddress()
    let outcome = try BuiltTool("echo-client").run(["\(address)"])
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "echo-client: connect \(address): Connection refused\n")
  }

  @Test func `ends with 1 when the peer resets`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess("echo-client", ["\(try listener.localAddress())"])
    let peer = try EchoPeer(accepting: listener)
    try client.next("connected")
    peer.abort()
    try client.next("closed")
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors().contains("Connection reset by peer"))
  }

  @Test func `ends with 1 when the peer ends early`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess("echo-client", ["\(try listener.localAddress())"])
    let peer = try EchoPeer(accepting: listener)
    try client.write("12345\n")
    #expect(try peer.receiveText(6) == "12345\n")
    try peer.send("123")
    try peer.halfClose()
    try client.next("connected")
    #expect(try client.next("reply")["text"] == "123")
    #expect(try client.next("closed") == ["octets_out": "6", "octets_in": "3"])
    #expect(try client.ending() == .exited(1))
  }

  @Test func `--verify says where the first difference is, and ends with 1`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess("echo-client", ["--verify", "\(try listener.localAddress())"])
    let peer = try EchoPeer(accepting: listener)
    try client.write("abcdef")
    #expect(try peer.receiveText(6) == "abcdef")
    try peer.send("abcXef")
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors().contains("mismatch offset=3 sent=d received=X\n"))
  }

  @Test func `--timeout ends a silence in which something is owed, and no other`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    var client = try EchoProcess("echo-client", ["--timeout", "100ms", "\(try listener.localAddress())"])
    let peer = try EchoPeer(accepting: listener)
    try client.next("connected")
    // Nothing is owed: it waits for its user.
    #expect(peer.wait(POLLIN, milliseconds: 400) == false)
    try client.write("x\n")
    try client.next("closed")
    #expect(try client.ending() == .exited(1))
    #expect(try client.errors().contains("0 of 2 octets"))
  }

  @Test(arguments: [["localhost"], ["localhost:x"], ["a:1", "b:2"], ["localhost:0"]])
  func `refuses an operand that is no place`(_ operands: [String]) throws {
    #expect(try BuiltTool("echo-client").run(operands).status == 64)
  }

  @Test func `takes SERVER_ADDR, and its operand before it`() throws {
    var server = try EchoProcess.server()
    let address = "127.0.0.1:\(try server.port())"
    #expect(try BuiltTool("echo-client").run([], environment: ["SERVER_ADDR": address]).status == 0)
    #expect(try BuiltTool("echo-client").run([address], environment: ["SERVER_ADDR": "x"]).status == 0)
    #expect(try BuiltTool("echo-client").run([], environment: ["SERVER_ADDR": "x"]).status == 64)
  }
}
