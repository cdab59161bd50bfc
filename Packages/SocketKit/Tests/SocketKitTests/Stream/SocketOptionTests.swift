import SocketKit
import Testing

@Suite struct `A socket option` {
  private static func socket(_ address: IPAddress = .anyIPv4) throws(Errno) -> StreamSocket {
    try StreamSocket(for: SocketAddress(address, port: 0))
  }

  @Test(arguments: [
    SocketOption<Bool>.reuseAddress, .reusePort, .keepAlive, .noDelay, .cork, .bindAddressOnly,
  ])
  func `that is a flag goes on and off`(option: SocketOption<Bool>) throws {
    for family in [IPAddress.anyIPv4, .anyIPv6] {
      let socket = try Self.socket(family)
      for value in [true, false, true] {
        try socket.set(option, to: value)
        #expect(try socket.option(option) == value)
      }
    }
  }

  @Test func `of IPv6 goes on and off there`() throws {
    let socket = try Self.socket(.anyIPv6)
    for value in [true, false] {
      try socket.set(.ipv6Only, to: value)
      #expect(try socket.option(.ipv6Only) == value)
    }
    let four = try Self.socket()
    #expect(throws: Errno.self) { try four.set(.ipv6Only, to: true) }
  }

  @Test func `that is a count comes back; buffers twice`() throws {
    let socket = try Self.socket()
    try socket.set(.sendBuffer, to: 20_000)
    #expect(try socket.option(.sendBuffer) == 40_000)
    try socket.set(.receiveBuffer, to: 30_000)
    #expect(try socket.option(.receiveBuffer) == 60_000)
    try socket.set(.keepAliveProbes, to: 5)
    #expect(try socket.option(.keepAliveProbes) == 5)
  }

  @Test func `for the segment size is what a connection uses`() throws {
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 1)
    let client = try StreamSocket(for: SocketAddress(.loopback, port: 0))
    try client.set(.maximumSegmentSize, to: 700)
    _ = try client.connect(to: listener.localAddress())
    try wait(until: .writable, client.descriptor)
    let server = try listener.nextConnection()
    #expect(try server.information().sendMaximumSegmentSize <= 700)
  }

  private static let hasLocalPorts = (try? socket().option(.localPorts)) != nil

  @Test(.enabled(if: hasLocalPorts, "IP_LOCAL_PORT_RANGE needs Linux 6.3"))
  func `for the ports is where connect looks, and says when they are used up`() throws {
    for family in [IPAddress.anyIPv4, .anyIPv6] {
      let socket = try Self.socket(family)
      try socket.set(.localPorts, to: 40000 ... 40009)
      #expect(try socket.option(.localPorts) == 40000 ... 40009)
      try socket.set(.localPorts, to: 0 ... 0)
      #expect(try socket.option(.localPorts) == 0 ... 0)
    }
    let listener = try ListeningSocket(on: SocketAddress(.loopback, port: 0), backlog: 3)
    let address = try listener.localAddress()
    func connection(within ports: ClosedRange<UInt16>) throws -> StreamSocket {
      let socket = try Self.socket()
      try socket.set(.localPorts, to: ports)
      _ = try socket.connect(to: address)
      return socket
    }
    for _ in 0 ..< 100 {
      // Free now; somebody may take it before we do, and then it is another one's turn.
      let free = try Self.socket()
      try free.bind(to: SocketAddress(.loopback, port: 0))
      let port = try free.localAddress().port
      try free.intoDescriptor().close()
      guard let first = try? connection(within: port ... port) else { continue }
      #expect(try first.localAddress().port == port)
      #expect(throws: Errno.addressNotAvailable) { _ = try connection(within: port ... port) }
      return
    }
    Issue.record("no port is ever free")
  }

  @Test(arguments: [
    (Duration.seconds(30), 30), (.milliseconds(1), 1), (.milliseconds(1001), 2), (.nanoseconds(1), 1), (.zero, 1),
    (.seconds(-5), 1), (.seconds(32767), 32767), (.milliseconds(32_766_001), 32767),
  ])
  func `in seconds is rounded up, to 1 at least`(duration: Duration, seconds: Int) throws {
    let socket = try Self.socket()
    for option in [SocketOption.keepAliveIdle, .keepAliveInterval] {
      try socket.set(option, to: duration)
      #expect(try socket.option(option) == .seconds(seconds))
    }
  }

  @Test(arguments: [
    (Duration.milliseconds(1500), 1500), (.microseconds(1), 1), (.microseconds(1001), 2), (.zero, 0),
    (.seconds(3_000_000), Int(Int32.max)),
  ])
  func `in milliseconds is rounded up`(duration: Duration, milliseconds: Int) throws {
    let socket = try Self.socket()
    try socket.set(.userTimeout, to: duration)
    #expect(try socket.option(.userTimeout) == .milliseconds(milliseconds))
  }

  /// What a Duration can hold at its ends, which is more than the kernel's number.
  private static let extremes = [
    Duration(secondsComponent: .max, attosecondsComponent: 999_999_999_999_999_999), .seconds(Int64.max),
    Duration(secondsComponent: .max / 1000, attosecondsComponent: 999_999_999_999_999_999),
  ]

  @Test(arguments: extremes)
  func `of any length is no trap`(duration: Duration) throws {
    let socket = try Self.socket()
    #expect(throws: Errno.invalidArgument) { try socket.set(.keepAliveIdle, to: duration) }
    try socket.set(.userTimeout, to: duration)
    #expect(try socket.option(.userTimeout) == .milliseconds(Int(Int32.max)))
    try socket.set(.keepAliveIdle, to: .seconds(Int64.min))
    #expect(try socket.option(.keepAliveIdle) == .seconds(1))
    #expect(throws: Errno.invalidArgument) { try socket.set(.userTimeout, to: .seconds(Int64.min)) }
  }
}
