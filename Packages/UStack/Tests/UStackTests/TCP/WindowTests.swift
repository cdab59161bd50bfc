import PacketCodec
import Testing

@testable import UStack

@Suite struct `When the peer closes its window` {
  /// Shows: RFC 9293 MUST-36, MUST-37.
  @Test func `it is asked, later each time, for as long as it answers`() throws {
    var options = Scenario.plain
    options.retries = 5
    var scenario = try Scenario.established(options)
    _ = scenario.write(1000)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1001 win 0")
    _ = scenario.write(500)
    #expect(scenario.sent() == [])
    var asked = 0
    for _ in 0 ..< 4000 {
      let lines = scenario.pass(.milliseconds(250))
      asked += lines.count
      #expect(lines.allSatisfy { $0.hasSuffix(". 1000:1000(0) ack 1") })
      if !lines.isEmpty { scenario.receive(". 1:1(0) ack 1001 win 0") }
    }
    #expect(asked >= 10)
    #expect(scenario.state == .established)
    scenario.receive(". 1:1(0) ack 1001 win 1000")
    #expect(scenario.sent() == ["P. 1001:1501(500) ack 1"])
  }

  /// Shows: RFC 9293 SHLD-29, SHLD-30.
  @Test func `it is asked first after a retransmission timeout, then after twice the time`() throws {
    var scenario = try Scenario.established()
    scenario.receive(". 1:1(0) ack 1 win 0")
    _ = scenario.write(500)
    #expect(scenario.sent() == [])
    #expect(scenario.information.retransmitTimeout == .milliseconds(300))
    #expect(
      scenario.pass(.seconds(5))
        == ["+300 . 0:0(0) ack 1", "+900 . 0:0(0) ack 1", "+2100 . 0:0(0) ack 1", "+4500 . 0:0(0) ack 1"])
  }

  /// Shows: RFC 9293 MUST-35, SHLD-17.
  @Test func `upon what it was sent, it is asked by that, for as long as it answers`() throws {
    var options = Scenario.plain
    options.retries = 5
    var scenario = try Scenario.established(options)
    _ = scenario.write(2000)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1 win 0")
    var asked = 0
    for _ in 0 ..< 12 * 3600 {
      let lines = scenario.pass(.seconds(1))
      asked += lines.count
      if !lines.isEmpty { scenario.receive(". 1:1(0) ack 1 win 0") }
    }
    #expect(asked > 100)
    #expect(scenario.state == .established)
    scenario.receive(". 1:1(0) ack 2001 win 1000")
    _ = scenario.write(500)
    #expect(scenario.sent() == ["P. 2001:2501(500) ack 1"])
  }

  @Test func `and is silent, too, it is given up`() throws {
    var options = Scenario.plain
    options.retries = 5
    var scenario = try Scenario.established(options)
    scenario.receive(". 1:1(0) ack 1 win 0")
    _ = scenario.write(500)
    _ = scenario.sent()
    _ = scenario.pass(.seconds(600))
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .timedOut)
  }

  /// Shows: RFC 9293 MUST-38.
  @Test func `a window of crumbs is waited out, and used at last`() throws {
    var scenario = try Scenario.established(window: 8000)
    scenario.receive(". 1:1(0) ack 1 win 100")
    _ = scenario.write(5000)
    #expect(scenario.sent() == [])
    #expect(scenario.pass(.seconds(1)).first?.hasSuffix(". 1:101(100) ack 1") == true)
  }

  /// Shows: RFC 9293 MUST-34, SHLD-15, SHLD-16, MAY-7.
  @Test func `by taking it back, nothing new is sent, and what flew is sent again`() throws {
    var scenario = try Scenario.established(window: 3000)
    _ = scenario.write(5000)
    #expect(scenario.sent().count == 3)
    scenario.receive(". 1:1(0) ack 1 win 500")
    #expect(scenario.sent() == [])
    #expect(scenario.pass(.milliseconds(400)).first?.hasSuffix(". 1:1001(1000) ack 1") == true)
  }
}

@Suite struct `Our own window` {
  private static var small: ConnectionOptions {
    var options = Scenario.plain
    options.receiveBuffer = .fixed(4000)
    return options
  }

  /// Shows: RFC 9293 SHLD-14.
  @Test func `closes as text is not read, and never moves back`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:3001(3000) ack 1")
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 3001 win 1000"])
    scenario.receive("P. 3001:4001(1000) ack 1")
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 4001 win 0"])
  }

  /// Shows: RFC 9293 MUST-39.
  @Test func `opens by a segment or half the buffer, not by crumbs`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:4001(4000) ack 1")
    _ = scenario.sent()
    _ = scenario.read(100)
    #expect(scenario.sent() == [])
    _ = scenario.read(1900)
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 4001 win 2000"])
  }

  /// Shows: RFC 9293 MAY-8.
  @Test func `a probe of it is answered`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:4001(4000) ack 1")
    _ = scenario.sent()
    scenario.receive(". 4000:4000(0) ack 1")
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 4001 win 0"])
    scenario.now = scenario.now + .seconds(1)
    scenario.receive("P. 4001:4002(1) ack 1")
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 4001 win 0"])
  }

  /// Shows: RFC 9293 MUST-66.
  @Test func `what a segment acknowledges and calls urgent counts when it is closed, its text does not`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:4001(4000) ack 1")
    _ = scenario.write(10)
    _ = scenario.sent()
    _ = scenario.events()
    scenario.receive("PU. 4001:4011(10) ack 11 urg 10")
    #expect(scenario.sent(window: true) == [". 11:11(0) ack 4001 win 0"])
    #expect(scenario.events().contains(.urgent))
    #expect(scenario.information.unacknowledged == 0)
    #expect(scenario.read().text.count == 4000)
  }

  /// Shows: RFC 9293 MUST-66.
  @Test func `RST counts also when it is closed`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:4001(4000) ack 1")
    _ = scenario.sent()
    scenario.receive("R 4001:4001(0)")
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .reset)
  }
}

@Suite struct `Small segments` {
  /// Shows: RFC 9293 SHLD-7, MAY-16.
  @Test func `wait for the acknowledgment of the last small one`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10)
    #expect(scenario.sent() == ["P. 1:11(10) ack 1"])
    _ = scenario.write(10)
    _ = scenario.write(10)
    #expect(scenario.sent() == [])
    scenario.receive(". 1:1(0) ack 11")
    #expect(scenario.sent() == ["P. 11:31(20) ack 1"])
  }

  @Test func `wait for none of two gibioctets ago`() {
    var send = SendSequence(initial: SequenceNumber(0))
    send.unacknowledged = SequenceNumber(1)
    (send.window, send.largestWindow) = (1 << 20, 1 << 20)
    var sender = Sender(
      start: SequenceNumber(1), segmentOctets: 1000, usesSACK: false, options: ConnectionOptions())
    sender.congestion.set(1 << 20, segment: 1000)
    let now = Instant(nanoseconds: 0)
    /// Writes, and has acknowledged, what leaves of it.
    func exchange(_ text: [UInt8]) -> Int {
      _ = sender.buffer.write(text.span.bytes)
      let departure = sender.departure(send, segment: 1000, most: 1 << 20, now: now)
      guard let departure else { return 0 }
      sender.depart(departure, &send, segment: 1000, clock: 0, now: now)
      sender.acknowledge(
        Acknowledgment(place: send.next, sack: SACKBlocks(), isBare: true, tellsOfCongestion: false), &send, now: now)
      return departure.count
    }
    #expect(exchange([1]) == 1)
    let text = [UInt8](repeating: 7, count: 200_000)
    while send.next.distance(from: SequenceNumber(2)) >= 0 { _ = exchange(text) }
    #expect(exchange([1]) == 1)
  }

  /// Shows: RFC 9293 SHLD-27, SHLD-28, MAY-16.
  @Test func `that waited are one, pushed once`() throws {
    var options = Scenario.plain
    options.noDelay = true
    var scenario = try Scenario.established(options)
    scenario.receive(". 1:1(0) ack 1 win 0")
    for _ in 0 ..< 13 { _ = scenario.write(100) }
    scenario.receive(". 1:1(0) ack 1 win 9000")
    #expect(scenario.sent() == [". 1:1001(1000) ack 1", "P. 1001:1301(300) ack 1"])
  }

  /// Shows: RFC 9293 MUST-17.
  @Test func `leave at once where the application wants it`() throws {
    var options = Scenario.plain
    options.noDelay = true
    var scenario = try Scenario.established(options)
    _ = scenario.write(10)
    _ = scenario.sent()
    _ = scenario.write(10)
    #expect(scenario.sent() == ["P. 11:21(10) ack 1"])
  }

  @Test func `are held by a cork, and leave when it is drawn or after a while`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.setCorked(scenario.connection!, true, now: scenario.now)
    _ = scenario.write(10)
    #expect(scenario.sent() == [])
    scenario.tcp.setCorked(scenario.connection!, false, now: scenario.now)
    #expect(scenario.sent() == ["P. 1:11(10) ack 1"])
    scenario.receive(". 1:1(0) ack 11")
    scenario.tcp.setCorked(scenario.connection!, true, now: scenario.now)
    _ = scenario.write(10)
    #expect(scenario.sent() == [])
    #expect(scenario.pass(.milliseconds(500)).first?.hasSuffix("P. 11:21(10) ack 1") == true)
  }
}
