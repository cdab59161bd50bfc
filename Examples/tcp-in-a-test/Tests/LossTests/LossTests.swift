import Testing
import UStack

@Suite struct `On a cable that loses` {
  @Test func `the first SYN, the next one comes after a second`() throws {
    var hosts = TwoHosts()
    hosts.loses = { $0 == 1 }
    _ = try hosts.server.tcp.listen(at: hosts.server.port(80))
    let client = try hosts.connect(to: 80)
    hosts.run { $0.client.tcp.state(of: client) == .established }
    #expect(hosts.now == Instant(nanoseconds: 1_000_000_000))
  }

  @Test func `every tenth datagram, a megabyte arrives whole`() throws {
    var hosts = TwoHosts()
    hosts.loses = { $0.isMultiple(of: 10) }
    let listener = try hosts.server.tcp.listen(at: hosts.server.port(80))
    let client = try hosts.connect(to: 80)
    let text = (0 ..< 1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    var (written, server, received) = (0, ConnectionID?.none, [UInt8]())
    hosts.run { hosts in
      written += hosts.client.tcp.write(client, text.span.bytes.extracting(written...), now: hosts.now)
      server = server ?? hosts.server.tcp.accept(listener)?.connection
      if let server { received += hosts.server.tcp.read(server, atMost: .max, now: hosts.now) }
      return received.count == text.count
    }
    #expect(received == text)
  }
}
