import PacketCodec
import Testing

@testable import UStack

@Suite struct `Acknowledgments` {
  /// A connection whose peer is out of slow start, as far as we know.
  private static func settled() throws -> Scenario {
    var scenario = try Scenario.established()
    for index in 0 ..< DelayedAcknowledgment.quickAtStart {
      scenario.receive("P. \(1 + index * 1000):\(1001 + index * 1000)(1000) ack 1")
      _ = scenario.sent()
    }
    _ = scenario.pass(DelayedAcknowledgment.delay)
    return scenario
  }

  private static let start = 1 + DelayedAcknowledgment.quickAtStart * 1000

  /// Shows: RFC 9293 MUST-40, SHLD-18.
  @Test func `wait for text to travel with, but not long`() throws {
    var scenario = try Self.settled()
    scenario.receive("P. \(Self.start):\(Self.start + 100)(100) ack 1")
    #expect(scenario.sent() == [])
    #expect(scenario.pass(.milliseconds(100)) == ["+40 . 1:1(0) ack \(Self.start + 100)"])
  }

  @Test func `travel with text`() throws {
    var scenario = try Self.settled()
    scenario.receive("P. \(Self.start):\(Self.start + 100)(100) ack 1")
    _ = scenario.write(10)
    #expect(scenario.sent() == ["P. 1:11(10) ack \(Self.start + 100)"])
    #expect(scenario.pass(.milliseconds(100)) == [])
  }

  /// Shows: RFC 9293 SHLD-19.
  @Test func `are sent for every second full segment`() throws {
    var scenario = try Self.settled()
    scenario.receive("P. \(Self.start):\(Self.start + 1000)(1000) ack 1")
    #expect(scenario.sent() == [])
    scenario.receive("P. \(Self.start + 1000):\(Self.start + 2000)(1000) ack 1")
    #expect(scenario.sent().count == 1)
  }

  /// Shows: RFC 9293 SHLD-19.
  @Test func `are sent at once for what a link put together of several, and then for every second as before`() throws {
    var scenario = try Self.settled()
    scenario.receive(". \(Self.start):\(Self.start + 14_600)(14600) ack 1")
    #expect(scenario.sent() == [". 1:1(0) ack \(Self.start + 14_600)"])
    for count in [16_060, 17_520] {
      #expect(scenario.sent() == [])
      scenario.receive(". \(Self.start + count - 1460):\(Self.start + count)(1460) ack 1")
    }
    #expect(scenario.sent() == [". 1:1(0) ack \(Self.start + 17_520)"])
  }

  /// Shows: RFC 9293 MUST-58, MUST-59.
  @Test func `are one for all that came in a batch`() throws {
    var scenario = try Scenario.established()
    for index in 0 ..< 8 { scenario.receive("P. \(1 + index * 1000):\(1001 + index * 1000)(1000) ack 1") }
    #expect(scenario.sent() == [". 1:1(0) ack 8001"])
  }
}

@Suite struct `A silent peer` {
  private static func begin() throws -> Scenario {
    var options = Scenario.plain
    var keepAlive = ConnectionOptions.KeepAlive()
    keepAlive.probes = 3
    options.keepAlive = keepAlive
    return try Scenario.established(options)
  }

  /// Shows: RFC 9293 MUST-25.
  @Test func `is not asked unless the application wants it`() throws {
    var scenario = try Scenario.established()
    #expect(scenario.pass(.seconds(100_000)) == [])
  }

  /// Shows: RFC 9293 MUST-28, MUST-29, SHLD-12, MAY-5.
  @Test func `is asked after two hours, several times, then given up`() throws {
    var scenario = try Self.begin()
    #expect(scenario.pass(.seconds(7199)) == [])
    #expect(
      scenario.pass(.seconds(1000))
        == ["+1000 . 0:0(0) ack 1", "+76000 . 0:0(0) ack 1", "+151000 . 0:0(0) ack 1", "+226000 R. 1:1(0) ack 1"])
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .timedOut)
  }

  /// Shows: RFC 9293 MUST-24, MUST-27.
  @Test func `is asked as often as the application says, from when it says to when it says no more`() throws {
    var scenario = try Scenario.established()
    var keepAlive = ConnectionOptions.KeepAlive()
    keepAlive.idle = .seconds(10)
    keepAlive.interval = .seconds(5)
    var options = Scenario.plain
    options.keepAlive = keepAlive
    scenario.tcp.setOptions(scenario.connection!, options, now: scenario.now)
    #expect(scenario.pass(.seconds(16)) == ["+10000 . 0:0(0) ack 1", "+15000 . 0:0(0) ack 1"])
    scenario.tcp.setOptions(scenario.connection!, Scenario.plain, now: scenario.now)
    #expect(scenario.pass(.seconds(100)) == [])
  }

  /// Shows: RFC 9293 MUST-26.
  @Test func `is asked by what it did not acknowledge, as long as there is something`() throws {
    var options = Scenario.plain
    var keepAlive = ConnectionOptions.KeepAlive()
    keepAlive.idle = .milliseconds(500)
    keepAlive.interval = .milliseconds(500)
    options.keepAlive = keepAlive
    var scenario = try Scenario.established(options)
    _ = scenario.write(10)
    _ = scenario.sent()
    let lines = scenario.pass(.seconds(5))
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.hasSuffix("P. 1:11(10) ack 1") })
  }

  @Test func `who answers is left alone for two hours again`() throws {
    var scenario = try Self.begin()
    #expect(scenario.pass(.seconds(7200)).count == 1)
    scenario.receive(". 1:1(0) ack 1")
    #expect(scenario.pass(.seconds(7199)) == [])
    #expect(scenario.pass(.seconds(1)).count == 1)
  }

  @Test func `who asks is answered`() throws {
    var scenario = try Scenario.established()
    scenario.receive(". 0:0(0) ack 1")
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
  }
}

@Suite struct `A network that marks instead of dropping` {
  private static func begin() throws -> Scenario {
    var scenario = try Scenario.listening(options: Scenario.plain)
    scenario.receive("SEW 0:0(0) <mss 1000>")
    #expect(scenario.sent() == ["SE. 0:0(0) ack 1"])
    scenario.receive(". 1:1(0) ack 1")
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
    return scenario
  }

  /// Shows: RFC 9293 SHLD-8; RFC 3168 §6.1.1a, §6.1.4.
  @Test func `text says that it may be marked, and nothing else does`() throws {
    var scenario = try Self.begin()
    _ = scenario.write(1000)
    let text = scenario.tcp.transmit(now: scenario.now)
    #expect(text?.typeOfService == 2)
    scenario.receive("P. 1:11(10) ack 1")
    let bare = scenario.tcp.transmit(now: scenario.now)
    #expect(bare?.typeOfService == 0)
  }

  /// Shows: RFC 3168 §6.1.5.
  @Test func `text that is sent again does not say so`() throws {
    var scenario = try Self.begin()
    _ = scenario.write(1000)
    #expect(scenario.sent(service: true) == ["P. 1:1001(1000) ack 1 tos 2"])
    scenario.now = scenario.now + .seconds(1)
    scenario.tcp.expire(now: scenario.now)
    #expect(scenario.sent(service: true) == ["P. 1:1001(1000) ack 1 tos 0"])
  }

  /// Shows: RFC 3168 §6.1.3.
  @Test func `a mark is echoed until the peer says that it knows`() throws {
    var scenario = try Self.begin()
    scenario.receive("P. 1:11(10) ack 1", isMarked: true)
    #expect(scenario.sent() == ["E. 1:1(0) ack 11"])
    scenario.receive("P. 11:21(10) ack 1")
    #expect(scenario.sent() == ["E. 1:1(0) ack 21"])
    scenario.receive("PW. 21:31(10) ack 1")
    #expect(scenario.sent() == [". 1:1(0) ack 31"])
  }

  /// Shows: RFC 3168 §6.1.1b.
  @Test func `is not asked for by a SYN that went unanswered twice`() throws {
    var options = Scenario.plain
    options.congestionNotification = true
    var scenario = Scenario()
    scenario.connection = try scenario.tcp.connect(
      to: Scenario.theirs, from: Scenario.ours, options: options, now: scenario.now)
    #expect(scenario.sent() == ["SEW 0:0(0)"])
    #expect(scenario.pass(.seconds(8)) == ["+1000 SEW 0:0(0)", "+3000 S 0:0(0)", "+7000 S 0:0(0)"])
  }

  /// Shows: RFC 3168 §6.1.2.
  @Test func `the peer is told also that a loss shrank the window, by new text`() throws {
    var scenario = try Self.begin()
    _ = scenario.write(20_000)
    _ = scenario.sent()
    for _ in 0 ..< 3 { scenario.receive(". 1:1(0) ack 1") }
    #expect(scenario.sent().first == ". 1:1001(1000) ack 1")
    scenario.receive(". 1:1(0) ack 10001")
    let lines = scenario.sent()
    #expect(lines.first == "W. 10001:11001(1000) ack 1")
    #expect(lines.filter { $0.contains("W") }.count == 1)
  }

  /// Shows: RFC 3168 §6.1.2.
  @Test func `an echo shrinks the window once a round trip, and the peer is told`() throws {
    var scenario = try Self.begin()
    _ = scenario.write(20_000)
    _ = scenario.sent()
    scenario.receive("E. 1:1(0) ack 1001")
    scenario.receive("E. 1:1(0) ack 2001")
    #expect(scenario.tcp.information(scenario.connection!)?.slowStartThreshold == 7000)
    var lines = scenario.sent()
    scenario.receive("E. 1:1(0) ack 8001")
    lines += scenario.sent()
    #expect(lines.filter { $0.hasPrefix("W") || $0.hasPrefix("PW") }.count == 1)
    #expect(scenario.tcp.information(scenario.connection!)?.slowStartThreshold == 7000)
  }
}

@Suite struct `A path that becomes narrower` {
  /// Shows: RFC 1191 §6.4.
  @Test func `what was too long is sent again in smaller segments, and the window stays`() throws {
    var scenario = try Scenario.established(offer: "<mss 1460>")
    _ = scenario.write(2920)
    _ = scenario.sent()
    let before = scenario.tcp.information(scenario.connection!)?.congestionWindow
    scenario.tcp.receive(pathMTU: 1040, to: Scenario.theirs.address, now: scenario.now)
    #expect(scenario.sent().prefix(2) == [". 1:1001(1000) ack 1", ". 1001:1461(460) ack 1"])
    #expect(scenario.tcp.information(scenario.connection!)?.congestionWindow == before)
  }

  /// Shows: RFC 1191 §6.4.
  @Test func `the window stays also while its pace holds back what is sent again`() throws {
    var options = Scenario.plain
    options.pacing = .window
    var scenario = try Scenario.established(options, offer: "<mss 1400,sackOK>")
    _ = scenario.write(60_000)
    _ = scenario.sent()
    _ = scenario.pass(.milliseconds(90))
    scenario.tcp.receive(pathMTU: 1040, to: Scenario.theirs.address, now: scenario.now)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.information.lost > 0)
    #expect(scenario.information.recovery == .open)
    #expect(scenario.information.slowStartThreshold == CongestionWindow.largest)
  }

  @Test func `what was short enough is not sent again, though it left as one frame`() throws {
    var configuration = TCP.Configuration()
    configuration.superFrameOctets = 60_000
    var scenario = Scenario(configuration)
    scenario.listener = try scenario.tcp.listen(at: Scenario.ours, options: Scenario.plain)
    scenario.receive("S 0:0(0) <mss 500>")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1")
    scenario.connection = scenario.tcp.accept(scenario.listener!)?.connection
    _ = scenario.write(5000)
    #expect(scenario.sent() == ["P. 1:5001(5000) ack 1"])
    scenario.tcp.receive(pathMTU: 1040, to: Scenario.theirs.address, now: scenario.now)
    #expect(scenario.sent() == [])
    scenario.tcp.receive(pathMTU: 440, to: Scenario.theirs.address, now: scenario.now)
    #expect(scenario.sent() == [". 1:4801(4800) ack 1", "P. 4801:5001(200) ack 1"])
  }
}
