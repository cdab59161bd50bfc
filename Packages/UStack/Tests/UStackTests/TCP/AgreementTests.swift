import PacketCodec
import Testing

@testable import UStack

@Suite struct `What two SYNs agree on` {
  /// Shows: RFC 9293 MUST-1.
  @Test func `a window above 32,767 is what it says`() throws {
    let scenario = try Scenario.established(window: 65_535)
    #expect(scenario.information.sendWindow == 65_535)
  }

  /// Shows: RFC 9293 REC-1; RFC 7323 §2.2a, §2.3.
  @Test(arguments: [(0, 0), (7, 7), (14, 14), (15, 14), (255, 14)])
  func `windows are shifted as the peer says, by 14 at most`(offered: Int, shift: Int) throws {
    var options = Scenario.plain
    options.windowScaling = true
    let scenario = try Scenario.established(options, offer: "<mss 1000,nop,wscale \(offered)>", window: 60_000)
    #expect(scenario.information.sendWindow == 60_000 << shift)
  }

  /// Shows: RFC 7323 §2.2b.
  @Test func `the window of a SYN is not shifted, theirs or ours`() throws {
    var options = Scenario.plain
    options.windowScaling = true
    options.receiveBuffer = .fixed(1 << 20)
    var scenario = Scenario()
    scenario.connection = try scenario.tcp.connect(
      to: Scenario.theirs, from: Scenario.ours, options: options, now: scenario.now)
    #expect(scenario.sent(window: true).first?.contains("win 65535") == true)
    scenario.receive("S. 0:0(0) ack 1 win 1000 <mss 1000,nop,wscale 7>")
    #expect(scenario.information.sendWindow == 1000)
    scenario.receive(". 1:1(0) ack 1 win 1000")
    #expect(scenario.information.sendWindow == 128_000)
  }

  /// Shows: RFC 7323 §3.2c.
  @Test func `a SYN says the time, and echoes none`() throws {
    var scenario = Scenario()
    scenario.connection = try scenario.tcp.connect(to: Scenario.theirs, from: Scenario.ours, now: scenario.now)
    #expect(scenario.sent(options: true) == ["S 0:0(0) <mss 1460,sackOK,TS val 0 ecr 0,nop,wscale 7>"])
  }

  /// Shows: RFC 9293 MUST-16, MUST-67.
  @Test func `segments are no longer than the link takes, either way`() throws {
    var scenario = Scenario(linkMTU: 576)
    scenario.listener = try scenario.tcp.listen(at: Scenario.ours, options: Scenario.plain)
    scenario.receive("S 0:0(0) <mss 9000>")
    #expect(scenario.sent(options: true) == ["S. 0:0(0) ack 1 <mss 536>"])
    scenario.receive(". 1:1(0) ack 1")
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
    _ = scenario.write(600)
    #expect(scenario.sent() == [". 1:537(536) ack 1", "P. 537:601(64) ack 1"])
  }

  /// Shows: RFC 9293 MUST-6, MUST-64.
  @Test(arguments: ["<kind 254 6,mss 1000>", "<nop,mss 1000>", "<wscale 3,kind 77 2,mss 1000>"])
  func `an option is found behind any other, at any octet`(offer: String) throws {
    let scenario = try Scenario.established(offer: offer)
    #expect(scenario.information.segmentOctets == 1000)
  }

  /// Shows: RFC 9293 MUST-5, MUST-65.
  @Test func `later segments say none of it, and change none of it, whatever options they carry`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    scenario.receive("P. 1:11(10) ack 1 <mss 88,wscale 9,sackOK,kind 254 6>")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 11 <>"])
    #expect(scenario.read().text.count == 10)
    _ = scenario.write(1000)
    #expect(scenario.sent(options: true) == ["P. 1:1001(1000) ack 11 <>"])
    #expect(scenario.information.sendShift == 0)
  }
}

@Suite struct `Where our numbers begin` {
  private static func start(
    port: UInt16 = 8080, secret: UInt64 = 1, at now: Instant = Instant(nanoseconds: 5_000_000_000)
  ) throws -> SequenceNumber {
    var tcp = TCP(secret: KeyedHash(key: secret, 2))
    _ = try tcp.connect(
      to: Scenario.theirs, from: TransportAddress(Scenario.ours.address, port), now: now)
    let segment = tcp.transmit(now: now)
    return try #require(segment).header.sequence
  }

  /// Shows: RFC 9293 MUST-8; RFC 6528 §3.
  @Test func `follows a clock of four microseconds`() throws {
    let later = try Self.start(at: Instant(nanoseconds: 6_000_000_000))
    #expect(later.distance(from: try Self.start()) == 250_000)
  }

  /// Shows: RFC 9293 MUST-9, SHLD-1; RFC 6528 §3.
  @Test func `tells nothing of where another connection's do, nor does another secret`() throws {
    let first = try Self.start()
    let byPort = try (8081 ... 8096).map { try Self.start(port: $0).distance(from: first) }
    let bySecret = try (2 ... 17).map { try Self.start(secret: $0).distance(from: first) }
    let distances = Set(byPort + bySecret)
    #expect(distances.count == 32)
    #expect(distances.filter { abs($0) < 1 << 24 }.count <= 4)
  }
}
