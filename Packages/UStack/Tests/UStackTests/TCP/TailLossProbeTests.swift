import PacketCodec
import Testing

@testable import UStack

@Suite struct `A probe of a tail` {
  @Test func `fits into a datagram beside the reports it carries`() throws {
    var options = ConnectionOptions()
    options.timestamps = false
    options.noDelay = true
    var (pair, client, server) = try Pair.connected(client: options, server: options)
    let now = pair.now
    let first = try #require(pair[.server].slots[0].endpoint.state.flow?.send.next)
    // The server's first segment never comes, so the client reports its second; the client's own is lost once.
    var lost = 0
    pair.drops = { side, header, count in
      guard side == .client, count > 0 else { return header.sequence == first && count > 0 }
      lost += 1
      return lost == 1
    }
    let text = `A transfer`.pattern(2 * 1460)
    _ = pair[.server].write(server, text.span.bytes, now: now)
    _ = pair[.client].write(client, text.span.bytes.extracting(0 ..< 1460), now: now)
    pair.pass(.milliseconds(300))
    let probes = pair.sent.filter { $0.from == .client && $0.payloadCount > 0 }.dropFirst()
    #expect(!probes.isEmpty && probes.allSatisfy { !$0.header.options.selectiveAcknowledgment.isEmpty })
    for sent in pair.sent { #expect(20 + 20 + sent.header.options.octets.count + sent.payloadCount <= 1500) }
    pair.drops = { _, _, _ in false }
    pair.pass(.seconds(10))
    #expect(pair.readAll(.server, server) == Array(text[..<1460]))
    #expect(pair.readAll(.client, client) == text)
  }

  @Test func `does not leave when its text is acknowledged first`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    _ = scenario.write(1000)
    _ = scenario.sent()
    let deadline = try #require(scenario.tcp.deadline)
    scenario.now = deadline
    scenario.tcp.expire(now: deadline)
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.sent() == [])
  }

  @Test func `takes the whole last segment, though FIN goes with it`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    _ = scenario.write(1000)
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    let last = scenario.sent()
    #expect(last == ["FP. 1:1001(1000) ack 1"])
    let deadline = try #require(scenario.tcp.deadline)
    scenario.now = deadline
    scenario.tcp.expire(now: deadline)
    #expect(scenario.sent() == last)
  }
}
