import PacketCodec
import Testing

@testable import UStack

@Suite struct `In LISTEN` {
  /// Shows: RFC 9293 MUST-4, SHLD-5, MAY-3; RFC 2018 §2; RFC 7323 §2.2a.
  @Test func `SYN is answered by SYN-ACK with the options both know`() throws {
    var scenario = try Scenario.listening()
    scenario.receive("S 0:0(0) win 1000 <mss 1460,sackOK,TS val 7 ecr 0,nop,wscale 3>")
    #expect(
      scenario.sent(window: true, options: true)
        == ["S. 0:0(0) ack 1 win 65535 <mss 1460,sackOK,TS val 0 ecr 7,nop,wscale 7>"])
  }

  /// Shows: RFC 2018 §2; RFC 7323 §2.2a.
  @Test func `a SYN without options is answered with a segment size alone`() throws {
    var scenario = try Scenario.listening()
    scenario.receive("S 0:0(0) win 1000")
    #expect(scenario.sent(options: true) == ["S. 0:0(0) ack 1 <mss 1460>"])
  }

  @Test func `ACK is answered by a RST that its sender believes`() throws {
    var scenario = try Scenario.listening()
    scenario.receive(". 1:1(0) ack 77")
    #expect(scenario.sent() == ["R 77:77(0)"])
  }

  @Test(arguments: ["R 0:0(0)", "R. 0:0(0) ack 1", "SR 0:0(0)", "SF 0:0(0)", "F 0:0(0)", "P 0:3(3)"])
  func `a segment that cannot open is dropped`(line: String) throws {
    var scenario = try Scenario.listening()
    scenario.receive(line)
    #expect(scenario.sent() == [])
    #expect(scenario.tcp.count == 0)
  }

  @Test func `a SYN to another port is refused with its own number and length`() throws {
    var scenario = try Scenario.listening()
    scenario.local.port = 81
    scenario.receive("S 5:5(0)")
    #expect(scenario.sent() == ["R. 0:0(0) ack 6"])
  }

  @Test func `a RST to a closed port is not answered by a RST`() throws {
    var scenario = Scenario()
    scenario.receive("R. 5:5(0) ack 9")
    #expect(scenario.sent() == [])
  }

  @Test func `nobody is taken while nobody is accepted`() throws {
    var scenario = try Scenario.listening(backlog: 1)
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1")
    var other = SegmentLine("S 0:0(0)").header(
      from: Scenario.peerStart, acknowledging: SequenceNumber(0), ports: (41_000, 8080))
    other.options = TCPOptions([.maximumSegmentSize(1000)])
    scenario.receive(other, payload: [])
    #expect(scenario.sent() == [])
    let accepted = scenario.tcp.accept(scenario.listener!)
    #expect(accepted != nil)
    scenario.receive(other, payload: [])
    #expect(scenario.sent().count == 1)
  }
}

@Suite struct `When more SYNs come than may wait` {
  /// SYNs of so many peers.
  private static func flooded(_ count: Int) throws -> Scenario {
    var scenario = try Scenario.listening(backlog: 4)
    for port in 0 ..< count {
      let header = SegmentLine("S 0:0(0) <mss 1000,sackOK,TS val 5 ecr 0,wscale 7>").header(
        from: Scenario.peerStart, acknowledging: SequenceNumber(0), ports: (UInt16(20_000 + port), 8080))
      scenario.receive(header, payload: [])
      while scenario.tcp.transmit(now: scenario.now) != nil {}
    }
    return scenario
  }

  /// Shows: RFC 4987 §3.6.
  @Test func `they cost no more memory than the backlog`() throws {
    let scenario = try Self.flooded(1000)
    #expect(scenario.tcp.count == 4)
  }

  /// Shows: RFC 4987 §3.6.
  @Test func `who answers the cookie is connected, with what it offered`() throws {
    var scenario = try Self.flooded(4)
    scenario.receive("S 0:0(0) win 500 <mss 1000,sackOK,TS val 9 ecr 0,wscale 7>")
    let left = scenario.tcp.transmit(now: scenario.now)
    let answer = try #require(left)
    #expect(answer.header.control == .synchronize)
    let stamps = try #require(answer.header.options.timestamps)
    let header = TCPHeader(
      sourcePort: Scenario.theirs.port, destinationPort: 8080, sequence: Scenario.peerStart + 1,
      acknowledgment: answer.header.sequence + 1, window: 500,
      options: TCPOptions([.timestamps(TCPTimestamps(value: 10, echoReply: stamps.value))]))
    scenario.receive(header, payload: [1, 2, 3])
    let taken = scenario.tcp.accept(scenario.listener!)
    let accepted = try #require(taken)
    #expect(accepted.peer == Scenario.theirs)
    let information = try #require(scenario.tcp.information(accepted.connection))
    #expect(information.state == .established)
    #expect(information.segmentOctets == 536 - 12)
    #expect(information.sendShift == 7)
    #expect(scenario.tcp.readable(accepted.connection) == 3)
  }

  @Test func `a cookie measures no round trip, for nobody knows when it left`() throws {
    var scenario = try Self.flooded(4)
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(100)
    scenario.receive(". 1:1(0) ack 1")
    scenario.connection = scenario.tcp.accept(scenario.listener!)?.connection
    #expect(scenario.information.roundTrip == nil)
    #expect(scenario.information.shortestRoundTrip == nil)
    #expect(scenario.information.retransmitTimeout == .seconds(1))
  }

  /// Shows: RFC 9293 MUST-14.
  @Test(arguments: [(60, 48), (256, 256), (1000, 536), (1460, 1460)])
  func `who answers the cookie is sent no longer segments than it takes`(offer: Int, octets: Int) throws {
    var scenario = try Self.flooded(4)
    scenario.receive("S 0:0(0) <mss \(offer)>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 1"])
    scenario.receive(". 1:1(0) ack 1")
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
    #expect(scenario.information.segmentOctets == octets)
  }

  @Test func `a guessed cookie is refused`() throws {
    var scenario = try Self.flooded(4)
    scenario.receive("S 0:0(0) <mss 1000>")
    let left = scenario.tcp.transmit(now: scenario.now)
    let answer = try #require(left)
    for guess in 1 ... 1000 {
      let header = TCPHeader(
        sourcePort: Scenario.theirs.port, destinationPort: 8080, sequence: Scenario.peerStart + 1,
        acknowledgment: answer.header.sequence + 1 + guess, window: 500)
      scenario.receive(header, payload: [])
      let left = scenario.tcp.transmit(now: scenario.now)
      #expect(left?.header.control == .reset)
    }
    #expect(scenario.tcp.count == 4)
  }

  @Test func `a cookie is good for two turns of its clock and no longer`() throws {
    var scenario = try Self.flooded(4)
    scenario.receive("S 0:0(0) <mss 1000>")
    let left = scenario.tcp.transmit(now: scenario.now)
    let answer = try #require(left)
    scenario.now = scenario.now + SynCookie.turn * 2
    let header = TCPHeader(
      sourcePort: Scenario.theirs.port, destinationPort: 8080, sequence: Scenario.peerStart + 1,
      acknowledgment: answer.header.sequence + 1, window: 500)
    scenario.receive(header, payload: [])
    let refusal = scenario.tcp.transmit(now: scenario.now)
    #expect(refusal?.header.control == .reset)
  }
}

@Suite struct `A listener that waits for text` {
  private static func deferring(_ patience: Interval) throws -> Scenario {
    var options = Scenario.plain
    options.deferredAcceptance = patience
    var scenario = try Scenario.listening(options: options)
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    return scenario
  }

  @Test func `passes over an acknowledgment without any`() throws {
    var scenario = try Self.deferring(.seconds(3))
    scenario.receive(". 1:1(0) ack 1")
    #expect(!scenario.tcp.canAccept(scenario.listener!))
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.tcp.canAccept(scenario.listener!))
    #expect(scenario.sent() == [". 1:1(0) ack 11"])
  }

  @Test func `asks again when its patience is over, and is content then with an acknowledgment`() throws {
    var scenario = try Self.deferring(.seconds(3))
    scenario.receive(". 1:1(0) ack 1")
    #expect(scenario.pass(.seconds(5)) == ["+3000 S. 0:0(0) ack 1"])
    scenario.receive(". 1:1(0) ack 1")
    #expect(scenario.tcp.canAccept(scenario.listener!))
  }

  @Test func `asks as always a peer that did not acknowledge`() throws {
    var scenario = try Self.deferring(.seconds(3))
    #expect(scenario.pass(.seconds(3)) == ["+1000 S. 0:0(0) ack 1", "+3000 S. 0:0(0) ack 1"])
  }
}

@Suite struct `A listener that closes` {
  @Test func `forgets handshakes, and its peers hear of it when they go on`() throws {
    var scenario = try Scenario.listening(options: Scenario.plain)
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.tcp.close(scenario.listener!, now: scenario.now)
    #expect(scenario.sent() == [])
    #expect(scenario.tcp.count == 0)
    scenario.receive("P. 1:1(0) ack 1")
    #expect(scenario.sent() == ["R 1:1(0)"])
  }

  @Test func `resets who waits to be accepted`() throws {
    var scenario = try Scenario.listening(options: Scenario.plain)
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1")
    scenario.tcp.close(scenario.listener!, now: scenario.now)
    #expect(scenario.sent() == ["R. 1:1(0) ack 1"])
  }

  @Test func `keeps who was reset before it was accepted, with what it had said`() throws {
    var scenario = try Scenario.listening(options: Scenario.plain)
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.receive("P. 1:11(10) ack 1")
    scenario.receive("R 11:11(0)")
    let accepted = scenario.tcp.accept(scenario.listener!)
    scenario.connection = try #require(accepted).connection
    #expect(scenario.read().text.count == 10)
    #expect(scenario.read().result == .failed(.reset))
  }
}
