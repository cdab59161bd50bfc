import Glibc
import SocketKit
import Testing

@Suite("echo-server, at a limit,") struct EchoServerLimitTests {
  @Test func `of 64 descriptors, lets none of 150 clients hang, does not spin, and recovers at once`() throws {
    var server = try EchoProcess.server([], before: ["sh", "-c", "ulimit -n 64 && exec \"$0\" \"$@\""])
    let port = try server.port()
    var served: [CInt] = []
    var refused = 0
    for _ in 0 ..< 150 {
      if let peer = try EchoPeer.echoed("hello", port: port) {
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
    let start = Timestamp.monotonicNow
    close(served.removeLast())
    while true {
      if let _ = try EchoPeer.echoed("again", port: port) { break }
    }
    #expect(Timestamp.monotonicNow - start < 100_000_000)
    for number in served { close(number) }
    // Complaints are counted, not repeated for each.
    #expect(try server.errors().split(separator: "\n").count <= 5)
  }

  @Test func `--max-concurrent lets others wait and serves them later`() throws {
    var server = try EchoProcess.server(["--max-concurrent", "2"])
    let port = try server.port()
    let first = try EchoPeer(port: port)
    let second = try EchoPeer(port: port)
    try second.send("2")
    #expect(try second.receiveText(1) == "2")
    let third = try EchoPeer(port: port)
    try third.send("3")
    for _ in 0 ..< 50 {
      try first.send("1")
      #expect(try first.receiveText(1) == "1")
    }
    #expect(third.wait(POLLIN, milliseconds: 0) == false)
    #expect(try server.stats(open: 2)["accepted"] == "2")
    first.abort()
    #expect(try third.receiveText(1) == "3")
  }

  @Test func `--max-connections serves the last one to its end, refuses the next, and ends`() throws {
    var server = try EchoProcess.server(["--max-connections", "2"])
    let port = try server.port()
    let first = try EchoPeer(port: port)
    let second = try EchoPeer(port: port)
    try second.send("2")
    #expect(try second.receiveText(1) == "2")
    #expect(throws: Errno.connectionRefused) { _ = try EchoPeer(port: port) }
    try first.send("1")
    #expect(try first.receiveText(1) == "1")
    try first.halfClose()
    try second.halfClose()
    #expect(try server.next("stopped")["accepted"] == "2")
    #expect(try server.ending() == .exited(0))
  }

  @Test(arguments: [([], EchoPeer.End.endOfStream), (["--send-reset"], .reset)] as [([String], EchoPeer.End)])
  func `--idle-timeout ends who is silent, and sends nothing into the stream`(
    arguments: [String], end: EchoPeer.End
  ) throws {
    var server = try EchoProcess.server(["--idle-timeout", "200ms"] + arguments)
    let peer = try EchoPeer(port: try server.port())
    try peer.send("x")
    #expect(try peer.receiveText(1) == "x")
    let start = Timestamp.monotonicNow
    let rest = try peer.receiveToEnd()
    #expect(rest.octets == [])
    #expect(rest.end == end)
    #expect(Timestamp.monotonicNow - start >= 190_000_000)
  }

  @Test func `--idle-timeout spares who only reads`() throws {
    var server = try EchoProcess.server(["--idle-timeout", "250ms"])
    let octets = echoPattern(8 << 20)
    let peer = try EchoPeer(port: try server.port())
    var sent = 0
    while peer.wait(POLLOUT, milliseconds: 0), sent < octets.count { sent += try peer.offer(octets[sent...]) }
    // From here on it sends nothing, for three times as long as it may be idle.
    var back: [UInt8] = []
    let start = Timestamp.monotonicNow
    while back.count < sent, Timestamp.monotonicNow - start < 750_000_000 {
      back += try #require(try peer.receiveSome(32768), "it was cut after \(back.count) of \(sent)")
      _ = poll(nil, 0, 20)
    }
    back += try peer.receive(sent - back.count)
    let isSame = areSame(back, Array(octets[..<sent]))
    #expect(isSame, "\(back.count) of \(sent) octets")
  }
}
