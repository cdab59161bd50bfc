import Glibc
import SocketKit
import Testing

@Suite struct `Listening` {
  private static let anyPort = SocketAddress(.loopback, port: 0)

  @Test func `on port 0 tells the port it got`() throws {
    let listener = try ListeningSocket(on: Self.anyPort, backlog: 1)
    let place = try listener.localAddress()
    #expect(place.address == .loopback)
    #expect(place.port != 0)
  }

  @Test func `on a busy port is an error`() throws {
    let listener = try ListeningSocket(on: Self.anyPort, backlog: 1)
    let place = try listener.localAddress()
    #expect(throws: Errno.addressInUse) { _ = try ListeningSocket(on: place, backlog: 1) }
    #expect(throws: Errno.addressInUse) { _ = try ListeningSocket(on: place, backlog: 1, sharesPort: true) }
  }

  @Test func `on a shared port is not`() throws {
    let first = try ListeningSocket(on: Self.anyPort, backlog: 1, sharesPort: true)
    let second = try ListeningSocket(on: first.localAddress(), backlog: 1, sharesPort: true)
    #expect(try first.localAddress() == second.localAddress())
  }

  /// In a process of its own: a child that another test is starting would hold the listener until it executes.
  @Test func `beside an old connection of the port is not`() async {
    await #expect(processExitsWith: .success) {
      let place: SocketAddress
      let client: StreamSocket
      do {
        // An address of this test's own: on 127.0.0.1 somebody else's client may have had the port.
        let listener = try ListeningSocket(on: SocketAddress(IPAddress(127, 7, 18, 42), port: 0), backlog: 1)
        place = try listener.localAddress()
        let connecting = try StreamSocket.connected(to: listener)
        let server = try listener.nextConnection()
        try server.shutdown(.writing)
        client = connecting
      }
      #expect(try client.next() == .endOfStream)
      #expect(throws: Never.self) { _ = try ListeningSocket(on: place, backlog: 1) }
    }
  }

  @Test func `on an address that is not ours is an error`() {
    let elsewhere = SocketAddress(IPAddress(192, 0, 2, 1), port: 0)
    #expect(throws: Errno.addressNotAvailable) { _ = try ListeningSocket(on: elsewhere, backlog: 1) }
  }

  @Test func `without a caller gives nobody`() throws {
    let listener = try ListeningSocket(on: Self.anyPort, backlog: 1)
    let nobody = try listener.accept() == nil
    #expect(nobody)
  }

  @Test func `tells who called, and the connection does not wait`() throws {
    let listener = try ListeningSocket(on: Self.anyPort, backlog: 1)
    let client = try StreamSocket.connected(to: listener)
    try wait(until: .readable, listener.descriptor)
    guard let accepted = try listener.accept() else { return #expect(Bool(false), "nobody") }
    #expect(accepted.peer == (try client.localAddress()))
    let server = accepted.intoSocket()
    #expect(try server.found() == .notReady)
  }

  @Test func `on all IPv6 addresses takes IPv4 callers under their own address`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.anyIPv6, port: 0), backlog: 2)
    let port = try listener.localAddress().port
    for host in [IPAddress.loopback, IPAddress("::1")!] {
      let place = SocketAddress(host, port: port)
      let client = try StreamSocket(for: place)
      _ = try client.connect(to: place)
      try wait(until: .readable, listener.descriptor)
      guard let accepted = try listener.accept() else { return #expect(Bool(false), "nobody") }
      #expect(accepted.peer?.address == host)
      #expect(accepted.peer == (try client.localAddress()))
    }
  }

  @Test func `gives a connection that was reset while it waited`() throws {
    let listener = try ListeningSocket(on: Self.anyPort, backlog: 1)
    try StreamSocket.connected(to: listener).abort()
    let server = try listener.nextConnection()
    #expect(throws: Errno.connectionReset) { try server.next() }
  }

  @Test func `with no descriptor left keeps the caller waiting`() async {
    await #expect(processExitsWith: .success) {
      let listener = try ListeningSocket(on: Self.anyPort, backlog: 1)
      let client = try StreamSocket.connected(to: listener)
      try wait(until: .readable, listener.descriptor)
      let limit = DescriptorLimit.current.soft
      try leaveFree(0)
      #expect(throws: Errno.tooManyOpenFiles) { _ = try listener.accept() }
      let waits = isReady(.readable, listener.descriptor)
      #expect(waits)
      try DescriptorLimit.setSoft(limit)
      let server = try listener.nextConnection()
      #expect(try server.peerAddress() == client.localAddress())
    }
  }

  @Test func `goes on under a descriptor that was handed over`() throws {
    let first = try ListeningSocket(on: Self.anyPort, backlog: 1)
    let second = ListeningSocket(owning: try first.descriptor.duplicate())
    let client = try StreamSocket.connected(to: first)
    let server = try second.nextConnection()
    #expect(try server.peerAddress() == client.localAddress())
  }

  @Test func `is known from any other descriptor, and each stays open`() throws {
    let listener = try ListeningSocket(on: Self.anyPort, backlog: 1)
    try ListeningSocket.expect(at: listener.descriptor.rawValue)
    let bound = try StreamSocket(for: Self.anyPort)
    try bound.bind(to: Self.anyPort)
    let client = try StreamSocket.connected(to: listener)
    let file = try FileDescriptor.open("/dev/null", .read)
    for number in [bound.descriptor.rawValue, client.descriptor.rawValue] {
      #expect(throws: Errno.invalidArgument) { try ListeningSocket.expect(at: number) }
      #expect(fcntl(number, F_GETFD, 0) >= 0)
    }
    #expect(throws: Errno.notSocket) { try ListeningSocket.expect(at: file.rawValue) }
    #expect(fcntl(file.rawValue, F_GETFD, 0) >= 0)
    #expect(throws: Errno.badDescriptor) { try ListeningSocket.expect(at: CInt(DescriptorLimit.current.soft) - 1) }
  }
}
