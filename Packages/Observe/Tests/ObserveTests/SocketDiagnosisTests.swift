import Glibc
import SocketKit
import Testing

@testable import Observe

@Suite struct `The kernel's sockets` {
  private static func port(_ connection: borrowing LoopbackConnection) -> SocketQuery {
    SocketQuery(port: .either(connection.listening.port))
  }

  @Test(arguments: [LoopbackConnection.own(), IPAddress("::1")!])
  func `of a connection over loopback are three, with their ends`(address: IPAddress) throws {
    let connection = try LoopbackConnection(address)
    var diagnosis = try SocketDiagnosis()
    let sockets = try diagnosis.sockets(Self.port(connection)).filter { connection.owns($0) }
    #expect(sockets.count == 3)
    let listener = try #require(sockets.first { $0.state == .listen })
    #expect(listener.local == connection.listening && listener.remote.port == 0)
    #expect(listener.queue == .connections(waiting: 0, limit: 7))
    let client = try #require(sockets.first { $0.local == connection.clientEnd })
    #expect(client.remote == connection.listening && client.state == .established)
    let server = try #require(sockets.first { $0.remote == connection.clientEnd })
    #expect(server.local == connection.listening && server.state == .established)
    #expect(Set(sockets.map(\.inode)).count == 3 && !sockets.contains { $0.inode == 0 })
    #expect(sockets.allSatisfy { $0.user == getuid() })
  }

  @Test func `to an IPv4 client of a listener on :: have IPv4 addresses`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.anyIPv6, port: 0), backlog: 1)
    let port = try listener.localAddress().port
    let client = try StreamSocket(for: SocketAddress(.loopback, port: port))
    _ = try client.connect(to: SocketAddress(.loopback, port: port))
    let end = try client.localAddress()
    var diagnosis = try SocketDiagnosis()
    let server = try eventually {
      try diagnosis.sockets(SocketQuery(port: .remote(end.port))).first { $0.remote == end && $0.local.port == port }
    }
    #expect(server?.local == SocketAddress(.loopback, port: port))
  }

  @Test func `tell what waits in them and how they send`() throws {
    let connection = try LoopbackConnection()
    #expect(try connection.client?.write([UInt8](repeating: 7, count: 1000).span.bytes) == 1000)
    var diagnosis = try SocketDiagnosis()
    let server = try eventually {
      try diagnosis.sockets(Self.port(connection)).first {
        connection.owns($0) && $0.remote == connection.clientEnd
          && $0.queue == .octets(received: 1000, unacknowledged: 0)
      }
    }
    #expect(server?.information?.octetsReceived == 1000)
    // Once all is acknowledged nothing comes any more that could change the account between the two readings.
    let quiet = try eventually {
      try diagnosis.sockets(Self.port(connection)).first {
        connection.owns($0) && $0.local == connection.clientEnd
          && $0.queue == .octets(received: 0, unacknowledged: 0)
      }
    }
    let client = try #require(quiet)
    let own = try #require(try connection.client?.information())
    #expect(client.information?.congestionWindowSegments == own.congestionWindowSegments)
    #expect(client.information?.roundTripMicroseconds == own.roundTripMicroseconds)
    #expect(try #require(client.congestionAlgorithm).isEmpty == false)
  }

  @Test func `say no more than was asked`() throws {
    let connection = try LoopbackConnection()
    var diagnosis = try SocketDiagnosis()
    var query = Self.port(connection)
    query.details = []
    let sockets = try diagnosis.sockets(query).filter { connection.owns($0) }
    #expect(sockets.count == 3)
    #expect(sockets.allSatisfy { $0.information == nil && $0.congestionAlgorithm == nil })
  }

  @Test func `close by FIN_WAIT2 and CLOSE_WAIT to TIME_WAIT, whose cookie is the socket's`() throws {
    var connection = try LoopbackConnection()
    var diagnosis = try SocketDiagnosis()
    let query = Self.port(connection)
    let (client, server) = (connection.clientEnd, connection.listening)
    func find(_ state: TCPSocketState, local: SocketAddress, remote: SocketAddress) throws -> SocketSnapshot? {
      try eventually {
        try diagnosis.sockets(query).first { $0.state == state && $0.local == local && $0.remote == remote }
      }
    }
    let young = try #require(try find(.established, local: client, remote: server))
    try connection.clientFinishes()
    let half = try #require(try find(.finWait2, local: client, remote: server))
    #expect(half.cookie == young.cookie && half.inode == young.inode)
    #expect(try find(.closeWait, local: server, remote: client)?.queue == .octets(received: 1, unacknowledged: 0))
    connection.clientCloses()
    connection.serverCloses()
    let waiting = try #require(try find(.timeWait, local: client, remote: server))
    #expect(waiting.cookie == young.cookie && waiting.inode == 0 && waiting.information == nil)
    #expect(waiting.timer?.kind == .timeWait)
    #expect(try #require(waiting.timer).expiresMilliseconds > 50_000)
  }

  @Test func `are left out by state and by port`() throws {
    let connection = try LoopbackConnection()
    var diagnosis = try SocketDiagnosis()
    let (client, server) = (connection.clientEnd.port, connection.listening.port)
    func count(_ states: Set<TCPSocketState>, _ port: SocketQuery.PortFilter) throws -> Int {
      try diagnosis.sockets(SocketQuery(states: states, port: port)).count { connection.owns($0) }
    }
    let all = Set(TCPSocketState.allCases)
    #expect(try count([.listen], .either(server)) == 1)
    #expect(try count([.established], .either(server)) == 2)
    #expect(try count([], .either(server)) == 0)
    #expect(try count(all, .local(server)) == 2)
    #expect(try count(all, .remote(server)) == 1)
    #expect(try count(all, .either(client)) == 2)
  }

  @Test func `replace what an array had`() throws {
    let connection = try LoopbackConnection()
    var diagnosis = try SocketDiagnosis()
    var sockets: [SocketSnapshot] = []
    for _ in 0 ..< 3 { try diagnosis.read(Self.port(connection), into: &sockets) }
    #expect(sockets.count { connection.owns($0) } == 3)
  }

  @Test(.enabled(if: geteuid() == 0, "a network namespace of one's own needs root"))
  func `are those of the namespace in which the diagnosis was opened`() throws {
    let home = try Namespace.current(.network)
    let other = try Namespace.make(.network)
    var outside = try SocketDiagnosis()
    try other.enter()
    defer { try? home.enter() }
    let listener = try ListeningSocket(on: SocketAddress(.anyIPv4, port: 0), backlog: 1)
    let query = SocketQuery(port: .local(try listener.localAddress().port))
    var inside = try SocketDiagnosis()
    try home.enter()
    let cookie = try #require(try inside.sockets(query).first).cookie
    #expect(try !outside.sockets(query).contains { $0.cookie == cookie })
  }

  @Test(.enabled(if: Spawn.search("ss") != nil, "ss is not installed"))
  func `are as many in each state as ss counts`() throws {
    let connection = try LoopbackConnection()
    try connection.clientFinishes()
    var diagnosis = try SocketDiagnosis()
    let query = Self.port(connection)
    _ = try eventually { try diagnosis.sockets(query).first { connection.owns($0) && $0.state == .finWait2 } }
    let ours = Dictionary(
      try diagnosis.sockets(query).filter { connection.owns($0) }.map { ($0.state.name, 1) }, uniquingKeysWith: +)
    let end = connection.listening
    let lines = try output(of: "ss", ["-tanH", "src \(end) or dst \(end)"]).split(separator: "\n")
    let names = ["LISTEN": "LISTEN", "FIN-WAIT-2": "FIN_WAIT2", "CLOSE-WAIT": "CLOSE_WAIT"]
    let theirs = lines.map { names[String($0.prefix { $0 != " " })] ?? "another" }
    #expect(ours == Dictionary(theirs.map { ($0, 1) }, uniquingKeysWith: +))
    #expect(ours.count == 3)
  }

  private func output(of program: String, _ arguments: [String]) throws -> String {
    let pipe = try Pipe()
    var request = Spawn(try #require(Spawn.search(program)), arguments)
    request.standard.output = pipe.writeEnd.rawValue
    var child = try ChildProcess(request)
    let end = pipe.intoReadEnd()
    var text: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 4096)
    while true {
      var span = room.mutableSpan
      var octets = span.mutableBytes
      guard case .octets(let count) = try end.read(into: &octets) else { break }
      text += room[..<count]
    }
    #expect(child.wait() == .exited(0))
    return String(decoding: text, as: UTF8.self)
  }
}
