import PacketCodec
import Testing

@testable import UStack

@Suite struct `In SYN-RECEIVED` {
  /// Shows: RFC 9293 MUST-11.
  @Test func `RST sends a passive open back to its listener, and nobody hears of it`() throws {
    var scenario = try Scenario.listening()
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.receive("R 1:1(0)")
    #expect(scenario.tcp.count == 0)
    let accepted = scenario.tcp.accept(scenario.listener!)
    #expect(accepted == nil)
    scenario.receive("S 0:0(0) <mss 1000>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 1"])
  }

  /// Shows: RFC 9293 MUST-11.
  @Test func `RST ends an active open as refused`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.receive("R 1:1(0)")
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .refused)
  }
}

@Suite struct `Listening on a port` {
  /// Shows: RFC 9293 MUST-41.
  @Test func `leaves its connections alone`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    _ = scenario.sent()
    scenario.listener = try scenario.tcp.listen(at: Scenario.ours)
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.sent() == [". 1:1(0) ack 11"])
    #expect(scenario.read().text.count == 10)
    #expect(scenario.state == .established)
  }

  /// Shows: RFC 9293 MUST-42.
  @Test func `is possible while a connection from it is being opened, and both come about`() throws {
    var scenario = try Scenario.connecting()
    let ourStart = scenario.ourStart
    scenario.listener = try scenario.tcp.listen(at: Scenario.ours)
    let other = SegmentLine("S 0:0(0)").header(
      from: Scenario.peerStart, acknowledging: SequenceNumber(0), ports: (41_000, 8080))
    scenario.receive(other, payload: [])
    #expect(scenario.sent() == ["S. 0:0(0) ack 1"])
    scenario.ourStart = ourStart
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    #expect(scenario.state == .established)
    #expect(scenario.tcp.count == 2)
  }

  /// Shows: RFC 9293 MUST-43.
  @Test func `of one address leaves the other addresses closed`() throws {
    var scenario = try Scenario.listening()
    scenario.local.address = IPv4Address(192, 168, 0, 9)
    scenario.receive("S 0:0(0)")
    #expect(scenario.sent() == ["R. 0:0(0) ack 1"])
  }

  /// Shows: RFC 9293 MUST-45.
  @Test func `of any address gives each connection the address that its SYN came to`() throws {
    var scenario = Scenario()
    scenario.listener = try scenario.tcp.listen(at: TransportAddress(.any, 8080), options: Scenario.plain)
    scenario.receive("S 0:0(0) <mss 1000>")
    let answer = scenario.tcp.transmit(now: scenario.now)
    #expect(answer?.source == Scenario.ours.address)
    scenario.ourStart = try #require(answer).header.sequence
    scenario.receive(". 1:1(0) ack 1")
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
    _ = scenario.write(10)
    let text = scenario.tcp.transmit(now: scenario.now)
    #expect(text?.source == Scenario.ours.address)
    #expect(text?.payloadCount == 10)
  }
}

@Suite struct `The datagrams of a connection` {
  /// Shows: RFC 9293 MUST-48, MUST-49, SHLD-22; RFC 1122 §3.2.1.7a.
  @Test func `have the class of service and the life that the application chose`() throws {
    var options = Scenario.plain
    options.differentiatedServices = 46
    options.timeToLive = 7
    var bench = Bench(.datagrams)
    _ = try bench.stack.tcp.connect(
      to: TransportAddress(Bench.peer, 7), from: TransportAddress(Bench.own, 0), options: options, now: bench.now)
    let sent = bench.sent()
    #expect(sent.map { $0.ipv4?.typeOfService } == [46 << 2])
    #expect(sent.map { $0.ipv4?.timeToLive } == [7])
  }

  /// Shows: RFC 9293 SHLD-21.
  @Test func `change their class of service when the application changes its mind`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10)
    #expect(scenario.sent(service: true) == ["P. 1:11(10) ack 1 tos 0"])
    var options = Scenario.plain
    options.differentiatedServices = 10
    scenario.tcp.setOptions(scenario.connection!, options, now: scenario.now)
    scenario.receive("P. 1:11(10) ack 11")
    #expect(scenario.sent(service: true) == [". 11:11(0) ack 11 tos 40"])
  }
}
