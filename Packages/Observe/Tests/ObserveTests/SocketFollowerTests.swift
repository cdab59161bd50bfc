import SocketKit
import Testing

import Observe

@Suite struct `Following sockets` {
  private static let client = SocketAddress("10.0.0.1:40000")!
  private static let server = SocketAddress("10.0.0.2:80")!
  private static let anywhere = SocketAddress("0.0.0.0:0")!

  /// Dumps 10 ns apart that take 1 ns each: the second began at 10 and ended at 11.
  private struct Script {
    var follower = SocketFollower()
    var dumps: Int64 = 0

    mutating func dump(_ sockets: SocketSnapshot...) -> [String] {
      let began = Timestamp(realtimeNanoseconds: 0, monotonicNanoseconds: dumps * 10)
      let ended = Timestamp(realtimeNanoseconds: 0, monotonicNanoseconds: dumps * 10 + 1)
      dumps += 1
      return follower.observe(sockets, began: began, ended: ended).map {
        let since = $0.since.map { "\($0.monotonicNanoseconds)" } ?? "?"
        return "\(since)-\($0.observed.monotonicNanoseconds) \($0.local) \($0.from?.name ?? "-") \($0.to?.name ?? "-")"
      }
    }
  }

  private func connection(_ state: TCPSocketState, cookie: UInt64 = 0, inode: UInt64 = 0) -> SocketSnapshot {
    SocketSnapshot(local: Self.client, remote: Self.server, state: state, inode: inode, cookie: cookie)
  }

  private func listener(cookie: UInt64 = 0) -> SocketSnapshot {
    SocketSnapshot(local: Self.server, remote: Self.anywhere, state: .listen, cookie: cookie)
  }

  @Test func `makes what is there at first appear, at no known time`() {
    var script = Script()
    #expect(script.dump(listener()) == ["?-1 10.0.0.2:80 - LISTEN"])
  }

  @Test func `tells each change once, between the dump before and this one`() {
    var script = Script()
    #expect(script.dump() == [])
    #expect(script.dump(connection(.synSent)) == ["0-11 10.0.0.1:40000 - SYN_SENT"])
    #expect(script.dump(connection(.synSent)) == [])
    #expect(script.dump(connection(.established)) == ["20-31 10.0.0.1:40000 SYN_SENT ESTABLISHED"])
    #expect(script.dump() == ["30-41 10.0.0.1:40000 ESTABLISHED -"])
    #expect(script.dump() == [])
  }

  @Test func `goes on when TIME_WAIT replaces the socket, with a cookie of its own or without`() {
    var script = Script()
    _ = script.dump(connection(.finWait2, cookie: 1))
    #expect(script.dump(connection(.timeWait, cookie: 2)) == ["0-11 10.0.0.1:40000 FIN_WAIT2 TIME_WAIT"])
    #expect(script.dump(connection(.timeWait, cookie: 2)) == [])
  }

  @Test func `sees the end of one connection and the next in the same state between the same ends`() {
    var script = Script()
    _ = script.dump(connection(.established, cookie: 1))
    #expect(
      script.dump(connection(.established, cookie: 2)) == [
        "0-11 10.0.0.1:40000 ESTABLISHED -", "0-11 10.0.0.1:40000 - ESTABLISHED",
      ])
  }

  @Test func `sees a TIME_WAIT give way to a new connection`() {
    var script = Script()
    _ = script.dump(connection(.timeWait, cookie: 1))
    #expect(
      script.dump(connection(.synSent, cookie: 2)) == [
        "0-11 10.0.0.1:40000 TIME_WAIT -", "0-11 10.0.0.1:40000 - SYN_SENT",
      ])
  }

  @Test func `takes listeners that share a port for one`() {
    var script = Script()
    #expect(script.dump(listener(cookie: 1), listener(cookie: 2)) == ["?-1 10.0.0.2:80 - LISTEN"])
    #expect(script.dump(listener(cookie: 2)) == [])
    #expect(script.dump() == ["10-21 10.0.0.2:80 LISTEN -"])
  }

  @Test func `takes the two ends of a loopback connection for two`() {
    var script = Script()
    let other = SocketSnapshot(local: Self.server, remote: Self.client, state: .established)
    _ = script.dump(connection(.established), other)
    #expect(script.dump(other) == ["0-11 10.0.0.1:40000 ESTABLISHED -"])
  }

  @Test func `says nothing when only the order changes`() {
    var script = Script()
    _ = script.dump(connection(.established), listener())
    #expect(script.dump(listener(), connection(.established)) == [])
  }

  @Test func `remembers which inode a socket had before its holder closed it`() {
    var follower = SocketFollower()
    let time = Timestamp(realtimeNanoseconds: 0, monotonicNanoseconds: 0)
    func inodes(_ socket: SocketSnapshot) -> [UInt64] {
      follower.observe([socket], began: time, ended: time).map(\.inode)
    }
    #expect(inodes(connection(.established)) == [0])
    #expect(inodes(connection(.established, inode: 9)) == [])
    #expect(inodes(connection(.finWait1)) == [9])
    #expect(inodes(connection(.finWait2)) == [9])
  }
}
