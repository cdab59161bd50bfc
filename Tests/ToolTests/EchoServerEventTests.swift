import Glibc
import SocketKit
import Testing

/// The server is stopped while octets gather, so that one event has to tell of all of them.
@Suite("echo-server, to which one event tells of much,") struct EchoServerEventTests {
  private struct Stopped: ~Copyable {
    let server: EchoProcess
    let peer: EchoPeer

    init(_ arguments: [String] = []) throws {
      var server = try EchoProcess.server(arguments)
      let peer = try EchoPeer(port: try server.port())
      try peer.send("a")
      #expect(try peer.receiveText(1) == "a")
      server.send(.stop)
      let pid = server.pid
      #expect(try Patience.wait { try ProcessFile.status("State", of: pid).hasPrefix("T") })
      self.server = server
      self.peer = peer
    }
  }

  @Test func `gives back what takes many reads`() throws {
    let stopped = try Stopped(["--buffer", "512"])
    let octets = echoPattern(50_000)
    try stopped.peer.send(octets)
    stopped.server.send(.resume)
    let isSame = try stopped.peer.receive(octets.count) == octets
    #expect(isSame)
  }

  @Test func `sees the end that came with the last octets`() throws {
    let stopped = try Stopped()
    try stopped.peer.send("last")
    try stopped.peer.halfClose()
    stopped.server.send(.resume)
    let rest = try stopped.peer.receiveToEnd()
    #expect(rest.octets == Array("last".utf8) && rest.end == .endOfStream)
  }

  @Test func `gives back what stands behind urgent octets`() throws {
    let stopped = try Stopped()
    try stopped.peer.send("before")
    try stopped.peer.sendUrgent(UInt8(ascii: "!"))
    try stopped.peer.send("behind")
    stopped.server.send(.resume)
    #expect(try stopped.peer.receiveText(12) == "beforebehind")
  }
}
