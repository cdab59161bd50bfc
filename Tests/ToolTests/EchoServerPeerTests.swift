import Glibc
import SocketKit
import Testing

@Suite("echo-server, with peers that") struct EchoServerPeerTests {
  @Test func `half-close behind 21 MB and read slowly, gives every octet back, then FIN`() throws {
    var server = try EchoProcess.server()
    let peer = try EchoPeer(port: try server.port())
    let octets = echoPattern(21_011_240)
    var sent = 0
    var back: [UInt8] = []
    // Reads 4 KiB only when nothing more can be sent: both directions are as full as they get.
    while sent < octets.count {
      let taken = try peer.offer(octets[sent...])
      sent += taken
      if taken == 0 { back += try #require(try peer.receiveSome(4096)) }
    }
    try peer.halfClose()
    let rest = try peer.receiveToEnd()
    back += rest.octets
    #expect(rest.end == .endOfStream)
    let isSame = areSame(back, octets)
    #expect(isSame, "\(back.count) of \(octets.count) octets")
  }

  @Test func `never read, costs less than a mebibyte and delays nobody`() throws {
    var server = try EchoProcess.server()
    let port = try server.port()
    let quick = try EchoPeer(port: port)
    try quick.send("before")
    #expect(try quick.receiveText(6) == "before")
    let resident = try server.residentOctets()
    let stuck = try EchoPeer(port: port)
    let octets = echoPattern(1 << 20)
    // Until the server has stopped reading and all buffers of the kernel are full.
    while stuck.wait(POLLOUT, milliseconds: 100) { _ = try stuck.offer(octets[...]) }
    for _ in 0 ..< 100 {
      let start = Timestamp.monotonicNow
      try quick.send("now")
      #expect(try quick.receiveText(3) == "now")
      #expect(Timestamp.monotonicNow - start < 500_000_000)
    }
    #expect(try server.residentOctets() - resident < 1 << 20)
    // On a busy machine the kernel may only now have found more room.
    var processor = try server.processorMilliseconds()
    while stuck.wait(POLLOUT, milliseconds: 300) {
      _ = try stuck.offer(octets[...])
      processor = try server.processorMilliseconds()
    }
    #expect(try server.processorMilliseconds() - processor <= 20, "it spins")
  }

  @Test func `reset, a thousand of them, leaves the same process and no descriptor`() throws {
    var server = try EchoProcess.server()
    let port = try server.port()
    _ = try server.stats(open: 0)
    let descriptors = server.descriptorCount()
    let octets = echoPattern(100_000)
    for round in 0 ..< 1000 {
      let peer = try EchoPeer(port: port)
      // Some before the server has anything, some while it answers, some with a half-close before.
      if round % 3 > 0 { _ = try peer.offer(octets[..<(round * 97)]) }
      if round % 3 == 2 { try peer.halfClose() }
      peer.abort()
    }
    #expect(try server.stats(open: 0)["accepted"] == "1000")
    #expect(server.descriptorCount() == descriptors)
    let peer = try EchoPeer(port: port)
    try peer.send("still here")
    #expect(try peer.receiveText(10) == "still here")
  }

  @Test func `reset or end is told apart`() throws {
    var server = try EchoProcess.server(["-v"])
    let port = try server.port()
    let polite = try EchoPeer(port: port)
    try server.next("accept")
    try polite.send("12345")
    #expect(try polite.receiveText(5) == "12345")
    try polite.halfClose()
    let end = try server.next("close")
    #expect(end["reason"] == "end-of-stream")
    #expect(end["octets"] == "5")
    let rude = try EchoPeer(port: port)
    let peer = try server.next("accept")["peer"]
    rude.abort()
    let reset = try server.next("close")
    #expect(reset["reason"] == "reset")
    #expect(reset["peer"] == peer)
  }

  @Test func `send what looks like a format, gets it back as it is`() throws {
    var server = try EchoProcess.server()
    let peer = try EchoPeer(port: try server.port())
    try peer.send("100%d %s\n\0\u{FF}")
    try peer.halfClose()
    #expect(try peer.receiveToEnd().octets == Array("100%d %s\n\0\u{FF}".utf8))
  }

  @Test(.enabled(if: Spawn.search("strace") != nil, "strace is not installed"))
  func `are interrupted by signals, get all of it`() throws {
    let inject = ["strace", "-D", "-o", "/dev/null", "-e", "trace=recvfrom,sendto"]
    var server = try EchoProcess.server(
      [], before: inject + ["-e", "inject=recvfrom:error=EINTR:when=2+3", "-e", "inject=sendto:error=EINTR:when=1+2"])
    let peer = try EchoPeer(port: try server.port())
    for round in 0 ..< 50 {
      try peer.send("round \(round)\n")
      let expected = "round \(round)\n"
      #expect(try peer.receiveText(expected.utf8.count) == expected)
    }
    try peer.halfClose()
    #expect(try peer.receiveToEnd().end == .endOfStream)
  }
}
