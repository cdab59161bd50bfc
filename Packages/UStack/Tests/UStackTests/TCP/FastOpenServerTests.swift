import PacketCodec
import Testing

@testable import UStack

@Suite struct `A listener of Fast Open` {
  /// A listener that takes text with a SYN, and the cookie it gave our peer.
  private static func acquainted(limit: Int = 2) throws -> (Scenario, cookie: String) {
    var options = Scenario.plain
    options.fastOpen.pendingLimit = limit
    var scenario = try Scenario.listening(options: options)
    scenario.receive("S 0:10(10) <mss 1000,FO>")
    let line = try #require(scenario.sent(options: true).first)
    #expect(line.hasPrefix("S. 0:0(0) ack 1 <mss 1460,FO "))
    scenario.receive("R 1:1(0)")
    let words = line.split { " ,<>".contains($0) }
    let place = try #require(words.firstIndex(of: "FO"))
    return (scenario, "FO \(words[place + 1])")
  }

  /// The peer spoke early, and was taken at its word.
  private static func early(limit: Int = 2) throws -> Scenario {
    var (scenario, cookie) = try acquainted(limit: limit)
    scenario.receive("S 0:10(10) <mss 1000,\(cookie)>")
    #expect(scenario.sent(options: true) == ["S. 0:0(0) ack 11 <mss 1460>"])
    return scenario
  }

  /// Accepts whoever is in line.
  private static func accept(_ scenario: inout Scenario) throws {
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
  }

  @Test func `gives text to the application before the handshake is over, and takes its answer`() throws {
    var scenario = try Self.early()
    try Self.accept(&scenario)
    #expect(scenario.state == .synReceived)
    #expect(scenario.read().text == (0 ..< 10).map(Scenario.octet))
    _ = scenario.write(100)
    #expect(scenario.sent() == ["P. 1:101(100) ack 11"])
    scenario.receive(". 11:11(0) ack 101")
    #expect(scenario.state == .established)
    #expect(scenario.tcp.information(scenario.connection!)?.unacknowledged == 0)
    #expect(scenario.tcp.information(scenario.connection!)?.hasSynText == true)
  }

  @Test func `repeats nothing but its SYN before the handshake is over`() throws {
    var scenario = try Self.early()
    try Self.accept(&scenario)
    _ = scenario.write(100)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(2999)) == ["+1000 S. 0:0(0) ack 11"])
    scenario.receive(". 11:11(0) ack 1")
    #expect(scenario.sent() == [])
    #expect(scenario.pass(.seconds(3)).first?.hasSuffix("P. 1:101(100) ack 11") == true)
  }

  @Test func `does not believe a cookie of somebody else's`() throws {
    var (scenario, cookie) = try Self.acquainted()
    scenario.receive("S 0:10(10) <mss 1000,FO 0102030405060708>")
    #expect(scenario.sent(options: true) == ["S. 0:0(0) ack 1 <mss 1460,\(cookie),nop,nop>"])
    #expect(!scenario.tcp.canAccept(scenario.listener!))
  }

  @Test func `lets no more speak early than its limit, so that a stolen cookie is worth little`() throws {
    var (scenario, cookie) = try Self.acquainted(limit: 1)
    for port in UInt16(41_000) ... 41_001 {
      var header = SegmentLine("S 0:10(10)").header(
        from: Scenario.peerStart, acknowledging: SequenceNumber(0), ports: (port, 8080))
      header.options =
        SegmentLine("S 0:10(10) <mss 1000,\(cookie)>").header(
          from: Scenario.peerStart, acknowledging: SequenceNumber(0), ports: (port, 8080)
        ).options
      scenario.receive(header, payload: [UInt8](repeating: 1, count: 10))
    }
    #expect(scenario.sent() == ["S. 0:0(0) ack 11", "S. 0:0(0) ack 1"])
  }

  @Test func `counts those no more whose handshake ended, be it by RST`() throws {
    var (scenario, cookie) = try Self.acquainted(limit: 1)
    for end in ["R 11:11(0)", ". 11:11(0) ack 1"] {
      scenario.receive("S 0:10(10) <mss 1000,\(cookie)>")
      #expect(scenario.sent() == ["S. 0:0(0) ack 11"])
      scenario.receive(end)
      try Self.accept(&scenario)
      scenario.tcp.abort(scenario.connection!, now: scenario.now)
      _ = scenario.sent()
    }
    #expect(scenario.tcp.listeners[0]?.pendingFastOpens == 0)
  }

  @Test func `hands over what a peer said that then changed its mind`() throws {
    var scenario = try Self.early()
    scenario.receive("R 11:11(0)")
    try Self.accept(&scenario)
    #expect(scenario.read().text.count == 10)
    #expect(scenario.read().result == .failed(.reset))
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    #expect(scenario.tcp.count == 0)
  }

  @Test func `resets who spoke early and was never accepted when it closes`() throws {
    var scenario = try Self.early()
    scenario.tcp.close(scenario.listener!, now: scenario.now)
    #expect(scenario.sent() == ["R. 1:1(0) ack 11"])
    #expect(scenario.tcp.count == 0)
  }

  @Test func `knows nothing of cookies unless it was told`() throws {
    var scenario = try Scenario.listening(options: Scenario.plain)
    scenario.receive("S 0:10(10) <mss 1000,FO>")
    #expect(scenario.sent(options: true) == ["S. 0:0(0) ack 1 <mss 1460>"])
  }

  @Test func `takes text from anybody when it wants no cookies`() throws {
    var options = Scenario.plain
    options.fastOpen.pendingLimit = 2
    options.fastOpen.needsCookie = false
    var scenario = try Scenario.listening(options: options)
    scenario.receive("S 0:10(10) <mss 1000>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 11"])
  }

  @Test func `answers the older form in the older form`() throws {
    var options = Scenario.plain
    options.fastOpen.pendingLimit = 2
    var scenario = try Scenario.listening(options: options)
    scenario.receive("S 0:0(0) <mss 1000,FOEXP>")
    #expect(scenario.sent(options: true).first?.hasPrefix("S. 0:0(0) ack 1 <mss 1460,FOEXP ") == true)
  }
}
