import SocketKit

@testable import Observe

/// Two looks at sockets that never were: what stands, and what changed between them.
struct Scene {
  static let server = SocketAddress("10.0.0.2:80")!
  static let client = SocketAddress("10.0.0.1:40000")!

  var before: [SocketSnapshot] = []
  var after: [SocketSnapshot] = []
  var owners: [SocketOwner] = []
  var descriptors: [CInt: DescriptorUse] = [:]
  var ports: EphemeralPorts? = EphemeralPorts(range: 32768 ... 60999)
  var arePortsGiven = false
  var reuse = TimeWaitReuse(.never)
  var overflows = 0

  var diagnosis: Diagnosis {
    Diagnosis(
      before: MachineLook(before), after: MachineLook(after, counters: ListenCounters(overflows: overflows)),
      facts: MachineFacts(
        owners: SocketOwners(owners), descriptors: descriptors, ports: ports,
        arePortsGiven: arePortsGiven, reuse: reuse))
  }

  var causes: [Cause] { diagnosis.findings.map(\.cause) }

  /// A socket that is in both looks as it is; `change` is what the second shows of it.
  mutating func add(_ socket: SocketSnapshot, change: (inout SocketSnapshot) -> Void = { _ in }) {
    before.append(socket)
    var later = socket
    change(&later)
    after.append(later)
  }

  /// A process that holds the sockets with these numbers.
  mutating func own(_ inodes: [UInt64], process: CInt = 7, _ command: String = "server") {
    for (index, inode) in inodes.enumerated() {
      owners.append(SocketOwner(inode: inode, process: process, descriptor: CInt(index + 3), command: command))
    }
  }

  /// A connection at the server's end, the place-th; its numbers are all different.
  static func accepted(
    _ state: TCPSocketState = .established, place: Int = 1, unread: Int = 0, queued: Int = 0, held: Bool = true,
    timer: SocketTimer? = nil, retransmissions: Int = 0
  ) -> SocketSnapshot {
    SocketSnapshot(
      local: server, remote: SocketAddress(client.address, port: client.port + UInt16(place)), state: state,
      timer: timer,
      retransmissions: retransmissions, queue: .octets(received: unread, unacknowledged: queued),
      inode: held ? UInt64(place) : 0, cookie: UInt64(place), information: account())
  }

  /// The other end of such a connection.
  static func connected(
    _ state: TCPSocketState = .established, place: Int = 1, unread: Int = 0, queued: Int = 0, held: Bool = true,
    timer: SocketTimer? = nil, retransmissions: Int = 0
  ) -> SocketSnapshot {
    var socket = accepted(
      state, place: place, unread: unread, queued: queued, held: held, timer: timer, retransmissions: retransmissions)
    swap(&socket.local, &socket.remote)
    socket.cookie += 1_000_000
    if held { socket.inode += 1_000_000 }
    return socket
  }

  static func listener(waiting: Int = 0, backlog: Int = 4, address: SocketAddress = server) -> SocketSnapshot {
    SocketSnapshot(
      local: address, remote: SocketAddress("0.0.0.0:0")!, state: .listen,
      queue: .connections(waiting: waiting, limit: backlog), inode: 900, cookie: 900)
  }

  private static func account() -> TCPInformation {
    var account = TCPInformation(kernelForm: [UInt8]().span.bytes)
    (account.sinceDataSentMilliseconds, account.sinceAcknowledgmentMilliseconds) = (4000, 3000)
    return account
  }
}
