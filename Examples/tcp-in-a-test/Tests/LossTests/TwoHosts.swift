import UStack

/// Two hosts, the cable between them, and the time. There is nothing else: no kernel, no thread, no port, no clock.
struct TwoHosts: ~Copyable {
  var client = Stack(at: "10.0.0.1/24")
  var server = Stack(at: "10.0.0.2/24")
  var now = Instant(nanoseconds: 0)
  /// Whether the cable loses the datagram of this number; the first is 1.
  var loses: (Int) -> Bool = { _ in false }
  var sent = 0

  /// Carries what either wants sent, and lets time pass when neither does, until something is so or nothing will be.
  mutating func run(until isSo: (inout TwoHosts) -> Bool) {
    while !isSo(&self) {
      if carry() { continue }
      guard let next = [client.deadline, server.deadline].compactMap(\.self).min() else { return }
      now = max(now, next)
      client.expire(now: now)
      server.expire(now: now)
    }
  }

  private mutating func carry() -> Bool {
    let before = sent
    while let datagram = client.transmit(now: now) {
      sent += 1
      if !loses(sent) { server.receive(datagram.span.bytes, now: now) }
    }
    while let datagram = server.transmit(now: now) {
      sent += 1
      if !loses(sent) { client.receive(datagram.span.bytes, now: now) }
    }
    return sent > before
  }

  /// A connection from the client to a port of the server.
  mutating func connect(to port: UInt16) throws -> ConnectionID {
    try client.tcp.connect(to: server.port(port), from: client.port(0), now: now)
  }
}

extension Stack {
  init(at address: String) {
    self.init(
      StackConfiguration(port: .datagrams, interface: InterfaceAddress(address)!, secret: KeyedHash(key: 1, 2)),
      now: Instant(nanoseconds: 0))
  }

  func port(_ number: UInt16) -> TransportAddress { TransportAddress(configuration.interface.address, number) }
}
