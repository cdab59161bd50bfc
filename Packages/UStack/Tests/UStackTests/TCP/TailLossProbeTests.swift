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

  /// Three segments, and the last again.
  private static func probed() throws -> Scenario {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options, offer: "<mss 1000,sackOK>")
    _ = scenario.write(3000)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(250)) == ["+202 P. 2001:3001(1000) ack 1"])
    return scenario
  }

  /// A peer that knows no report of duplicates repeats its acknowledgment.
  ///
  /// Shows: RFC 8985 §7.4.
  @Test(arguments: [". 1:1(0) ack 3001 <sack 2001:3001>", ". 1:1(0) ack 3001"])
  func `costs nothing when the acknowledgment was merely late`(answer: String) throws {
    var scenario = try Self.probed()
    scenario.receive(". 1:1(0) ack 3001")
    scenario.receive(answer)
    _ = scenario.write(1000)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 4001")
    #expect(scenario.information.congestionWindow >= 10_000)
    #expect(scenario.information.slowStartThreshold == CongestionWindow.largest)
  }

  /// Shows: RFC 8985 §7.4.
  @Test func `counts as a loss when it was answered once`() throws {
    var scenario = try Self.probed()
    scenario.receive(". 1:1(0) ack 3001")
    #expect(scenario.information.slowStartThreshold == CongestionWindow.largest)
    // What the peer says of itself is no answer.
    scenario.receive("P. 1:11(10) ack 3001")
    _ = scenario.write(1000)
    _ = scenario.sent()
    scenario.receive(". 11:11(0) ack 4001")
    #expect(scenario.information.slowStartThreshold == 5_000)
    #expect(scenario.information.congestionWindow == 5_000)
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
