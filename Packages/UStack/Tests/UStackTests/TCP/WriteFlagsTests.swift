import PacketCodec
import Testing

@testable import UStack

@Suite struct `Text that is to be continued` {
  private static func write(_ scenario: inout Scenario, _ count: Int, _ flags: WriteFlags) {
    let octets = [UInt8](repeating: 7, count: count)
    _ = scenario.tcp.write(scenario.connection!, octets.span.bytes, flags, now: scenario.now)
  }

  private static func hasty() throws -> Scenario {
    var options = Scenario.plain
    options.noDelay = true
    return try Scenario.established(options)
  }

  @Test func `waits for the rest, and is passed on with it`() throws {
    var scenario = try Self.hasty()
    Self.write(&scenario, 40, .more)
    #expect(scenario.sent() == [])
    Self.write(&scenario, 60, [])
    #expect(scenario.sent() == ["P. 1:101(100) ack 1"])
  }

  @Test func `fills segments while it waits, but does not begin one`() throws {
    var scenario = try Self.hasty()
    Self.write(&scenario, 2100, .more)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1"])
  }

  @Test func `goes without a push when an acknowledgment comes first`() throws {
    var scenario = try Self.hasty()
    Self.write(&scenario, 1050, .more)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.sent() == [". 1001:1051(50) ack 1"])
  }

  @Test func `goes in the end, pushed, when nothing else happens`() throws {
    var scenario = try Self.hasty()
    Self.write(&scenario, 40, .more)
    _ = scenario.sent()
    #expect(scenario.pass(.seconds(1)).first == "+300 P. 1:41(40) ack 1")
  }

  @Test func `does not count as unacknowledged by the user's timeout, unless the window is closed`() throws {
    var options = Scenario.plain
    options.userTimeout = .milliseconds(150)
    var scenario = try Scenario.established(options)
    Self.write(&scenario, 40, .more)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(200)) == [])
    #expect(scenario.state == .established)
    scenario.receive(". 1:1(0) ack 1 win 0")
    _ = scenario.sent()
    _ = scenario.pass(.milliseconds(149))
    #expect(scenario.state == .established)
    _ = scenario.pass(.milliseconds(1))
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .timedOut)
  }

  @Test func `goes when it is told to`() throws {
    var scenario = try Self.hasty()
    Self.write(&scenario, 40, .more)
    _ = scenario.sent()
    scenario.tcp.push(scenario.connection!, now: scenario.now)
    #expect(scenario.sent() == [". 1:41(40) ack 1"])
  }

  @Test func `being told to go when nothing waits changes nothing for what comes later`() throws {
    var scenario = try Self.hasty()
    scenario.tcp.push(scenario.connection!, now: scenario.now)
    Self.write(&scenario, 40, .more)
    #expect(scenario.sent() == [])
  }

  @Test func `records share no segment, and each is pushed`() throws {
    var scenario = try Scenario.established()
    Self.write(&scenario, 400, .endOfRecord)
    Self.write(&scenario, 400, .endOfRecord)
    Self.write(&scenario, 1400, [])
    #expect(
      scenario.sent() == [
        "P. 1:401(400) ack 1", "P. 401:801(400) ack 1", ". 801:1801(1000) ack 1",
      ])
    scenario.receive(". 1:1(0) ack 1801")
    #expect(scenario.sent() == ["P. 1801:2201(400) ack 1"])
    scenario.receive(". 1:1(0) ack 2201")
    #expect(scenario.tcp.slots[0].endpoint.sender.buffer.recordEnds == [])
  }

  @Test(arguments: UInt64(1) ... 50) func `where records end is known, whatever was acknowledged`(seed: UInt64) {
    var generator = RandomSource(seed: seed)
    let origin = SequenceNumber(.max - 500)
    var buffer = SendBuffer(start: origin, limit: 4_000)
    var (written, acknowledged, ends) = (0, 0, [Int]())
    for _ in 0 ..< 200 {
      let count = Int.random(in: 1 ... 60, using: &generator)
      let isRecord = Bool.random(using: &generator)
      let taken = buffer.write(pattern(count).span.bytes, isRecord ? [.endOfRecord, .more] : .more)
      written += taken
      if isRecord, taken == count { ends.append(written) }
      acknowledged = Int.random(in: acknowledged ... written, using: &generator)
      buffer.acknowledge(upTo: origin + acknowledged)
      let first = Int.random(in: acknowledged ... written, using: &generator)
      let next = ends.first { $0 > first }
      #expect(buffer.unbroken(from: origin + first) == (next ?? written) - first)
      let place = Int.random(in: first ... written, using: &generator)
      let isEnd = place > acknowledged && ends.contains(place)
      #expect(buffer.isPushed(from: origin + first, to: origin + place) == isEnd)
    }
    #expect(ends.count > 50)
  }

  @Test func `a super-frame ends at a full segment when its tail would have to wait`() throws {
    var configuration = TCP.Configuration()
    configuration.superFrameOctets = 60_000
    var scenario = Scenario(configuration)
    scenario.listener = try scenario.tcp.listen(at: Scenario.ours, options: Scenario.plain)
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1")
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
    Self.write(&scenario, 100, [])
    #expect(scenario.sent() == ["P. 1:101(100) ack 1"])
    Self.write(&scenario, 2050, [])
    #expect(scenario.sent() == ["P. 101:2101(2000) ack 1"])
    scenario.receive(". 1:1(0) ack 101")
    #expect(scenario.sent() == ["P. 2101:2151(50) ack 1"])
  }
}
