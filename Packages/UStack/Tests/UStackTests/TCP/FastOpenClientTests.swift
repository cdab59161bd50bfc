import PacketCodec
import Testing

@testable import UStack

@Suite struct `A client of Fast Open` {
  private static var options: ConnectionOptions {
    var options = Scenario.plain
    options.fastOpen.isAsked = true
    return options
  }

  /// A connection that is about to open.
  private static func opening(_ scenario: inout Scenario, _ options: ConnectionOptions = options) throws {
    scenario.connection = try scenario.tcp.connect(
      to: Scenario.theirs, from: Scenario.ours, options: options, now: scenario.now)
  }

  /// A client that was given a cookie by a peer that takes segments of 1000 octets.
  private static func acquainted(answer: String = "<mss 1000,FO 01020304>") throws -> Scenario {
    var scenario = Scenario()
    try opening(&scenario)
    _ = scenario.sent()
    scenario.receive("S. 0:0(0) ack 1 \(answer)")
    scenario.tcp.abort(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    return scenario
  }

  @Test func `asks for a cookie while it has none, and keeps its text until the handshake is over`() throws {
    var scenario = Scenario()
    try Self.opening(&scenario)
    #expect(scenario.tcp.fastOpenRoom(scenario.connection!) == 0)
    _ = scenario.write(100)
    #expect(scenario.sent(options: true) == ["S 0:0(0) <mss 1460,nop,nop,sackOK,FO,nop,nop>"])
    scenario.receive("S. 0:0(0) ack 1 <mss 1000,FO 01020304>")
    #expect(scenario.sent() == ["P. 1:101(100) ack 1"])
  }

  @Test func `speaks with its SYN once it has one`() throws {
    var scenario = try Self.acquainted()
    try Self.opening(&scenario)
    _ = scenario.write(100)
    #expect(scenario.sent(options: true) == ["S 0:100(100) <mss 1460,nop,nop,sackOK,FO 01020304,nop,nop>"])
    scenario.receive("S. 0:0(0) ack 101 <mss 1000>")
    #expect(scenario.sent() == [". 101:101(0) ack 1"])
    #expect(scenario.tcp.information(scenario.connection!)?.hasSynText == true)
    #expect(scenario.tcp.information(scenario.connection!)?.unsent == 0)
  }

  @Test func `says no more than the peer takes beside the longest options`() throws {
    var scenario = try Self.acquainted()
    try Self.opening(&scenario)
    #expect(scenario.tcp.fastOpenRoom(scenario.connection!) == 960)
    _ = scenario.write(2000)
    #expect(scenario.sent() == ["S 0:960(960)"])
    #expect(scenario.tcp.fastOpenRoom(scenario.connection!) == 0)
    scenario.receive("S. 0:0(0) ack 961 <mss 1000>")
    #expect(scenario.sent() == [". 961:1961(1000) ack 1", "P. 1961:2001(40) ack 1"])
  }

  @Test(arguments: [(1, "P. 1:101(100) ack 1"), (41, "P. 41:101(60) ack 1")])
  func `sends at once again what the peer did not take`(acknowledged: Int, line: String) throws {
    var scenario = try Self.acquainted()
    try Self.opening(&scenario)
    _ = scenario.write(100)
    _ = scenario.sent()
    scenario.receive("S. 0:0(0) ack \(acknowledged) <mss 1000>")
    #expect(scenario.sent() == [line])
    #expect(scenario.tcp.information(scenario.connection!)?.hasSynText == false)
  }

  @Test func `tries a bare SYN when the first goes unanswered, and still believes an answer to the first`() throws {
    var scenario = try Self.acquainted()
    try Self.opening(&scenario)
    _ = scenario.write(100)
    _ = scenario.sent()
    #expect(scenario.pass(.seconds(1)) == ["+1000 S 0:0(0)"])
    scenario.receive("S. 0:0(0) ack 101 <mss 1000>")
    #expect(scenario.sent() == [". 101:101(0) ack 1"])
  }

  @Test func `refuses an acknowledgment of more than it said`() throws {
    var scenario = try Self.acquainted()
    try Self.opening(&scenario)
    _ = scenario.write(100)
    _ = scenario.sent()
    scenario.receive("S. 0:0(0) ack 102 <mss 1000>")
    #expect(scenario.sent() == ["R 102:102(0)"])
    #expect(scenario.state == .synSent)
  }

  @Test(arguments: [(1, ["P. 1:101(100) ack 1"]), (101, [])])
  func `that meets a SYN learns from its acknowledgment whether the text was taken`(place: Int, lines: [String]) throws
  {
    var scenario = try Self.acquainted()
    try Self.opening(&scenario)
    _ = scenario.write(100)
    _ = scenario.sent()
    scenario.receive("S 0:0(0) <mss 1000>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 1"])
    scenario.receive(". 1:1(0) ack \(place)")
    #expect(scenario.state == .established)
    #expect(scenario.sent() == lines)
  }

  @Test func `asks in the older form a peer that did not know the newer`() throws {
    var scenario = try Self.acquainted(answer: "<mss 1000>")
    try Self.opening(&scenario)
    #expect(scenario.sent(options: true) == ["S 0:0(0) <mss 1460,nop,nop,sackOK,FOEXP>"])
    scenario.receive("S. 0:0(0) ack 1 <mss 1000,FOEXP 0102030405060708>")
    scenario.tcp.abort(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    try Self.opening(&scenario)
    _ = scenario.write(10)
    #expect(scenario.sent(options: true) == ["S 0:10(10) <mss 1460,nop,nop,sackOK,FOEXP 0102030405060708>"])
  }

  @Test func `needs no cookie when it is told so`() throws {
    var options = Self.options
    options.fastOpen.needsCookie = false
    var scenario = Scenario()
    try Self.opening(&scenario, options)
    _ = scenario.write(10)
    #expect(scenario.sent(options: true) == ["S 0:10(10) <mss 1460,nop,nop,sackOK>"])
  }

  @Test func `sends a bare SYN at once when the text was too long for the path`() throws {
    var scenario = try Self.acquainted()
    try Self.opening(&scenario)
    _ = scenario.write(900)
    _ = scenario.sent()
    scenario.tcp.receive(pathMTU: 800, to: Scenario.theirs.address, now: scenario.now)
    #expect(scenario.sent(options: true) == ["S 0:0(0) <mss 760,nop,nop,sackOK>"])
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    #expect(scenario.sent() == [". 1:761(760) ack 1", "P. 761:901(140) ack 1"])
  }

  @Test func `forgets the peer it met first when it has met too many`() {
    var cache = FastOpenCache()
    let options = TCPOptions([.fastOpenCookie(FastOpenCookie(InlineOctets(([1, 2, 3, 4] as [UInt8]).span.bytes))!)])
    for peer in 0 ... UInt32(FastOpenCache.limit) {
      cache.learn(from: IPv4Address(0x0A00_0000 + peer), options, asked: nil)
    }
    #expect(cache[IPv4Address(0x0A00_0000)] == nil)
    #expect(cache[IPv4Address(0x0A00_0001)]?.cookie != nil)
    #expect(cache[IPv4Address(0x0A00_0000 + UInt32(FastOpenCache.limit))]?.cookie != nil)
  }
}
