import PacketCodec
import Testing

@testable import UStack

@Suite struct `When an acknowledgment does not come` {
  /// Shows: RFC 9293 MUST-18, MUST-19; RFC 6298 §5.1, §5.4, §5.5.
  @Test func `text is sent again after the round trip and its margin, then twice as late each time`() throws {
    // 100 ms round trip; without SACK there is no probe of the tail.
    var scenario = try Scenario.established()
    _ = scenario.write(1000)
    _ = scenario.sent()
    #expect(
      scenario.pass(.seconds(3))
        == ["+300 P. 1:1001(1000) ack 1", "+900 P. 1:1001(1000) ack 1", "+2100 P. 1:1001(1000) ack 1"])
  }

  /// Shows: RFC 9293 MUST-18; RFC 6298 §3.
  @Test func `an answer to what was sent twice measures nothing`() throws {
    var scenario = try Scenario.established()
    let before = try #require(scenario.tcp.information(scenario.connection!)).roundTrip
    _ = scenario.write(1000)
    _ = scenario.sent()
    _ = scenario.pass(.milliseconds(350))
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.tcp.information(scenario.connection!)?.roundTrip == before)
  }

  /// Shows: RFC 6298 §3, §5.5.
  @Test func `a round trip that was measured ends the doubling, and nothing else`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(500)
    _ = scenario.sent()
    // The path takes a second now.
    #expect(scenario.pass(.seconds(1)) == ["+300 P. 1:501(500) ack 1", "+900 P. 1:501(500) ack 1"])
    scenario.receive(". 1:1(0) ack 501")
    #expect(scenario.information.backOffs == 2)
    _ = scenario.write(500)
    _ = scenario.sent()
    #expect(scenario.pass(.seconds(1)) == [])
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.information.backOffs == 0)
    #expect(scenario.information.roundTrip == .microseconds(212_500))
  }

  /// Shows: RFC 5681 §3.1c, §3.1d.
  @Test func `the window closes to one segment, and half of what flew is the threshold`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options)
    _ = scenario.write(20_000)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(310)).count == 1)
    let information = try #require(scenario.tcp.information(scenario.connection!))
    #expect(information.congestionWindow == 1000)
    #expect(information.slowStartThreshold == 5000)
    #expect(information.recovery == .timeout)
  }

  /// Shows: RFC 9293 MUST-20, SHLD-9, SHLD-10.
  @Test func `the application hears of it after three in vain, and the connection fails after its retries`() throws {
    var options = Scenario.plain
    options.retries = 5
    var scenario = try Scenario.established(options)
    _ = scenario.write(10)
    _ = scenario.sent()
    while scenario.tcp.nextEvents() != nil {}
    _ = scenario.pass(.seconds(5))
    let news = scenario.tcp.nextEvents()
    #expect(news?.events == .troubled)
    _ = scenario.pass(.seconds(30))
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .timedOut)
  }

  /// Shows: RFC 9293 SHLD-11.
  @Test func `it is waited for longer than 100 seconds, and not for ever`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10)
    _ = scenario.sent()
    _ = scenario.pass(.seconds(100))
    #expect(scenario.state == .established)
    _ = scenario.pass(.seconds(2000))
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .timedOut)
  }

  /// Shows: RFC 9293 MUST-21; RFC 5482 §3.
  @Test func `the user's own timeout ends it sooner`() throws {
    var options = Scenario.plain
    options.userTimeout = .seconds(3)
    var scenario = try Scenario.established(options)
    _ = scenario.write(10)
    _ = scenario.sent()
    _ = scenario.pass(.milliseconds(2_999))
    #expect(scenario.state == .established)
    _ = scenario.pass(.milliseconds(1))
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .timedOut)
  }

  /// Shows: RFC 8985 §7.
  @Test func `a peer that knows SACK is asked about the tail first`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    _ = scenario.write(3000)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(310)) == ["+202 P. 2001:3001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 1 <sack 2001:3001>")
    #expect(scenario.sent().first == ". 1:1001(1000) ack 1")
  }
}

@Suite struct `When a segment is lost` {
  /// Shows: RFC 5681 §3.2a.
  @Test func `three duplicates send it again, and half the window is left`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options)
    _ = scenario.write(10_000)
    _ = scenario.sent()
    for _ in 0 ..< 2 {
      scenario.receive(". 1:1(0) ack 1")
      #expect(scenario.sent() == [])
    }
    scenario.receive(". 1:1(0) ack 1")
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 10001")
    #expect(scenario.tcp.information(scenario.connection!)?.congestionWindow == 5000)
    #expect(scenario.tcp.information(scenario.connection!)?.recovery == .open)
  }

  /// Shows: RFC 5681 §3.2b.
  @Test func `duplicates with text, or with another window, are none`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(5000)
    _ = scenario.sent()
    for count in 0 ..< 4 { scenario.receive("P. \(1 + count):\(2 + count)(1) ack 1") }
    for count in 0 ..< 4 { scenario.receive(". 5:5(0) ack 1 win \(50_000 - count)") }
    #expect(scenario.sent().allSatisfy { $0.hasPrefix(". 5001:5001(0)") })
  }

  /// Shows: RFC 3042 §2.
  @Test func `the first two duplicates let new text leave`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(13_000)
    #expect(scenario.sent().count == 10)
    scenario.receive(". 1:1(0) ack 1")
    #expect(scenario.sent() == [". 10001:11001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 1")
    #expect(scenario.sent() == [". 11001:12001(1000) ack 1"])
  }

  /// Shows: RFC 6582 §3.2.
  @Test func `a part acknowledged means that the next is lost, too`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10_000)
    _ = scenario.sent()
    for _ in 0 ..< 3 { scenario.receive(". 1:1(0) ack 1") }
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 4001")
    #expect(scenario.sent().first == ". 4001:5001(1000) ack 1")
  }

  /// Shows: RFC 2018 §5.
  @Test func `reports tell which, and only those are sent again`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    _ = scenario.write(10_000)
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(100)
    scenario.receive(". 1:1(0) ack 1 <sack 1001:3001>")
    scenario.receive(". 1:1(0) ack 1 <sack 1001:3001 4001:6001>")
    // Two segments arrived with this report, so two may leave (RFC 6937 §3).
    #expect(scenario.sent() == [". 1:1001(1000) ack 1", ". 3001:4001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 1 <sack 4001:10001 1001:3001>")
    #expect(scenario.sent() == [])
    scenario.receive(". 1:1(0) ack 10001")
    #expect(scenario.sent() == [])
    #expect(scenario.tcp.information(scenario.connection!)?.retransmittedSegments == 2)
  }

  /// Shows: RFC 2018 §8a, §8b.
  @Test func `what was reported is kept until it is acknowledged, for a peer may forget`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    _ = scenario.write(3000)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1 <sack 1001:3001>")
    _ = scenario.pass(.milliseconds(400))
    // It forgot: it acknowledges the first segment, and reports nothing.
    scenario.receive(". 1:1(0) ack 1001")
    _ = scenario.sent()
    #expect(scenario.pass(.seconds(1)).first?.hasSuffix("1001:2001(1000) ack 1") == true)
  }

  @Test func `reports of what was never sent change nothing`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    _ = scenario.write(3000)
    _ = scenario.sent()
    for line in [
      ". 1:1(0) ack 1 <sack 3001:9001>", ". 1:1(0) ack 1 <sack 2001:1001>", ". 1:1(0) ack 1 <sack 1:1>",
      ". 1:1(0) ack 1 <sack -500:-400>",
    ] { scenario.receive(line) }
    #expect(scenario.tcp.information(scenario.connection!)?.sacked == 0)
    #expect(scenario.sent() == [])
  }

  /// A connection whose link cuts super-frames.
  private static func cutting() throws -> Scenario {
    var configuration = TCP.Configuration()
    configuration.superFrameOctets = 60_000
    return try .established(offer: "<mss 1000,sackOK>", configuration: configuration)
  }

  @Test func `reports of crumbs make no crumbs, neither of memory nor of segments`() throws {
    var scenario = try Self.cutting()
    _ = scenario.write(10_000)
    #expect(scenario.sent() == ["P. 1:10001(10000) ack 1"])
    scenario.now = scenario.now + .milliseconds(100)
    for place in stride(from: 2, to: 9_000, by: 6) {
      let blocks = (0 ..< 3).map { "\(place + 2 * $0):\(place + 2 * $0 + 1)" }.joined(separator: " ")
      scenario.receive(". 1:1(0) ack 1 <sack \(blocks)>")
    }
    #expect(scenario.information.sacked == 0)
    #expect(scenario.tcp.slots[0].endpoint.sender.scoreboard.count <= 10_000 / Negotiation.smallestSegmentSize)
    #expect(scenario.sent() + scenario.pass(.milliseconds(100)) == [])
  }

  @Test(arguments: [("1001:2001", 1000), ("21:2001", 1952), ("1001:2981", 1952), ("1001:1031", 0), ("1:3001", 3000)])
  func `a report whose edges leave a crumb counts as far as it leaves none`(block: String, octets: Int) throws {
    var scenario = try Self.cutting()
    _ = scenario.write(3000)
    #expect(scenario.sent() == ["P. 1:3001(3000) ack 1"])
    scenario.receive(". 1:1(0) ack 1 <sack \(block)>")
    #expect(scenario.information.sacked == octets)
  }

  @Test func `a report of the short end of a super-frame counts`() throws {
    var scenario = try Self.cutting()
    _ = scenario.write(2010)
    #expect(scenario.sent() == ["P. 1:2011(2010) ack 1"])
    scenario.receive(". 1:1(0) ack 1 <sack 2001:2011>")
    #expect(scenario.information.sacked == 10)
  }

  @Test func `a report of few octets counts, whether it counts the FIN behind them or not`() throws {
    for end in [1021, 1022] {
      var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
      _ = scenario.write(1020)
      scenario.tcp.finish(scenario.connection!, now: scenario.now)
      #expect(scenario.sent() == [". 1:1001(1000) ack 1", "FP. 1001:1021(20) ack 1"])
      scenario.receive(". 1:1(0) ack 1 <sack 1001:\(end)>")
      #expect(scenario.information.sacked == end - 1001)
    }
  }

  /// Shows: RFC 3522 §3.2; RFC 4015 §3.
  @Test func `a timeout that was a mistake is taken back when the echo shows it`() throws {
    var options = Scenario.plain
    options.timestamps = true
    options.congestion = .reno
    var scenario = try Scenario.established(options, offer: "<mss 1012,TS val 1 ecr 0>")
    _ = scenario.write(5000)
    let first = scenario.tcp.transmit(now: scenario.now)?.header.options.timestamps?.value
    _ = scenario.sent()
    _ = scenario.pass(.milliseconds(400))
    #expect(scenario.tcp.information(scenario.connection!)?.congestionWindow == 1000)
    scenario.receive(". 1:1(0) ack 2001 <TS val 2 ecr \(try #require(first))>")
    let information = try #require(scenario.tcp.information(scenario.connection!))
    #expect(information.congestionWindow >= 10_000)
    #expect(information.recovery == .open)
    #expect(information.lost == 0)
  }
}
