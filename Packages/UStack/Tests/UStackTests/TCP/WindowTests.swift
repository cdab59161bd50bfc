import PacketCodec
import Testing

@testable import UStack

@Suite struct `When the peer closes its window` {
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

  @Test func `a window of crumbs is waited out, and used at last`() throws {
    var scenario = try Scenario.established(window: 8000)
    scenario.receive(". 1:1(0) ack 1 win 100")
    _ = scenario.write(5000)
    #expect(scenario.sent() == [])
    #expect(scenario.pass(.seconds(1)).first?.hasSuffix(". 1:101(100) ack 1") == true)
  }

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

  @Test func `closes as text is not read, and never moves back`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:3001(3000) ack 1")
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 3001 win 1000"])
    scenario.receive("P. 3001:4001(1000) ack 1")
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 4001 win 0"])
  }

  @Test func `opens by a segment or half the buffer, not by crumbs`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:4001(4000) ack 1")
    _ = scenario.sent()
    _ = scenario.read(100)
    #expect(scenario.sent() == [])
    _ = scenario.read(1900)
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 4001 win 2000"])
  }

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

  @Test func `RST counts also when it is closed`() throws {
    var scenario = try Scenario.established(Self.small)
    scenario.receive("P. 1:4001(4000) ack 1")
    _ = scenario.sent()
    scenario.receive("R 4001:4001(0)")
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .reset)
  }
}

@Suite struct `Small segments` {
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
