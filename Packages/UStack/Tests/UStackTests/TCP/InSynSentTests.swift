import PacketCodec
import Testing

@testable import UStack

@Suite struct `In SYN-SENT` {
  @Test func `SYN-ACK establishes and is acknowledged`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
    #expect(scenario.state == .established)
  }

  @Test func `RST with our acknowledgment means refused`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("R. 0:0(0) ack 1")
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .refused)
    #expect(scenario.sent() == [])
  }

  @Test func `a RST without our acknowledgment, or with another, is a guess`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("R 0:0(0)")
    scenario.receive("R. 0:0(0) ack 2")
    #expect(scenario.state == .synSent)
    #expect(scenario.sent() == [])
  }

  @Test func `a foreign acknowledgment is refused with its own number`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S. 0:0(0) ack 9")
    #expect(scenario.sent() == ["R 9:9(0)"])
    #expect(scenario.state == .synSent)
  }

  /// Shows: RFC 9293 MUST-10.
  @Test func `SYN alone opens from both ends at once`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S 0:0(0) <mss 1000>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 1"])
    #expect(scenario.state == .synReceived)
    scenario.receive("S. 0:0(0) ack 1")
    #expect(scenario.state == .established)
    scenario.receive("P. 1:4(3) ack 1")
    #expect(scenario.read().text.count == 3)
  }

  @Test func `SYN and the SYN-ACK behind it, taken at once, are acknowledged`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S 0:0(0) <mss 1000>")
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    #expect(scenario.state == .established)
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
  }

  @Test func `a FIN with the SYN waits until the handshake is over`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("SF 0:0(0) <mss 1000>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 1"])
    scenario.receive(". 2:2(0) ack 1")
    scenario.receive("F. 1:1(0) ack 1")
    #expect(scenario.state == .closeWait)
  }

  @Test func `text in the SYN-ACK is not lost`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S. 0:5(5) ack 1 <mss 1000>")
    #expect(scenario.sent() == [". 1:1(0) ack 6"])
    #expect(scenario.read().text == (1 ... 5).map { Scenario.octet($0 - 1) })
  }

  /// Shows: RFC 9293 MUST-22, MUST-23; RFC 6298 §2.1.
  @Test func `silence is asked eight times over more than three minutes, then given up`() throws {
    var scenario = try Scenario.connecting()
    let lines = scenario.pass(.seconds(300))
    #expect(
      lines.map { $0.split(separator: " ")[0] } == ["+1000", "+3000", "+7000", "+15000", "+31000", "+63000", "+127000"])
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .timedOut)
  }

  @Test func `our own link's word that nobody is there ends it, a router's does not`() throws {
    for isOurs in [false, true] {
      var scenario = try Scenario.connecting()
      let quoted = scenario.quotation()
      let isBelieved = scenario.tcp.receive(
        .destinationUnreachable(.host, nextHopMTU: 0), about: quoted, isOurs: isOurs, now: scenario.now)
      #expect(isBelieved)
      #expect(scenario.tcp.closeReason(of: scenario.connection!) == (isOurs ? .unreachable : nil))
    }
  }

  @Test(arguments: [UInt8(0), 1, 5, 6, 7, 11, 12])
  func `a route that is missing may come back`(code: UInt8) throws {
    var scenario = try Scenario.connecting()
    let quoted = scenario.quotation()
    _ = scenario.tcp.receive(
      .destinationUnreachable(ICMPUnreachableCode(rawValue: code), nextHopMTU: 0), about: quoted, now: scenario.now)
    #expect(scenario.state == .synSent)
  }

  /// Shows: RFC 9293 SHLD-26.
  @Test(arguments: [UInt8(2), 3, 9, 10, 13])
  func `a host that does not listen, or must not be spoken to, ends it`(code: UInt8) throws {
    var scenario = try Scenario.connecting()
    let quoted = scenario.quotation()
    _ = scenario.tcp.receive(
      .destinationUnreachable(ICMPUnreachableCode(rawValue: code), nextHopMTU: 0), about: quoted, now: scenario.now)
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .refused)
  }

  @Test func `an answer that echoes what our clock never said is refused, and the true one is taken`() throws {
    var scenario = Scenario()
    var options = Scenario.plain
    options.timestamps = true
    scenario.connection = try scenario.tcp.connect(
      to: Scenario.theirs, from: Scenario.ours, options: options, now: scenario.now)
    let left = scenario.tcp.transmit(now: scenario.now)
    let header = try #require(left?.header)
    let reading = try #require(header.options.timestamps?.value)
    scenario.ourStart = header.sequence
    scenario.now = scenario.now + .milliseconds(10)
    for wrong in [reading &- 5, reading &+ 1000] {
      scenario.receive("S. 0:0(0) ack 1 <mss 1000,TS val 7 ecr \(wrong)>")
      #expect(scenario.sent() == ["R 1:1(0)"])
      #expect(scenario.state == .synSent)
    }
    scenario.receive("S. 0:0(0) ack 1 <mss 1000,TS val 7 ecr \(reading)>")
    #expect(scenario.state == .established)
  }

  @Test func `a maximum segment of our own is told, and kept to`() throws {
    var options = Scenario.plain
    options.maximumSegment = 700
    var scenario = Scenario()
    scenario.connection = try scenario.tcp.connect(
      to: Scenario.theirs, from: Scenario.ours, options: options, now: scenario.now)
    #expect(scenario.sent(options: true) == ["S 0:0(0) <mss 700,nop,nop,sackOK>"])
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    _ = scenario.sent()
    _ = scenario.write(1000)
    #expect(scenario.sent() == [". 1:701(700) ack 1", "P. 701:1001(300) ack 1"])
  }

  @Test func `who waits with a question does not acknowledge the answer before it can go on`() throws {
    var scenario = try Scenario.connecting()
    _ = scenario.write(10)
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    #expect(scenario.sent() == ["P. 1:11(10) ack 1"])
    scenario.receive("P. 1:101(100) ack 11")
    #expect(scenario.sent() == [])
  }

  @Test func `who speaks after the handshake acknowledges at once, for the peer is in slow start`() throws {
    var scenario = try Scenario.connecting()
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    _ = scenario.write(10)
    #expect(scenario.sent() == ["P. 1:11(10) ack 1"])
    scenario.receive("P. 1:101(100) ack 11")
    #expect(scenario.sent() == [". 11:11(0) ack 101"])
  }

  /// Shows: RFC 5927 §4.1.
  @Test func `an error about a number that is not out there is a forgery`() throws {
    var scenario = try Scenario.connecting()
    let quoted = scenario.quotation(sequence: 5)
    let isBelieved = scenario.tcp.receive(
      .destinationUnreachable(.port, nextHopMTU: 0), about: quoted, now: scenario.now)
    #expect(!isBelieved)
    #expect(scenario.state == .synSent)
  }

  @Test func `closing forgets it without a word`() throws {
    var scenario = try Scenario.connecting()
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    #expect(scenario.sent() == [])
    #expect(scenario.tcp.count == 0)
  }

  /// Shows: RFC 9293 MUST-46.
  @Test func `an address that many hosts have is not spoken to`() throws {
    for address in [IPv4Address.broadcast, IPv4Address(224, 0, 0, 1), .any] {
      #expect(throws: TCPOpenError.invalidAddress) {
        var scenario = Scenario()
        _ = try scenario.tcp.connect(to: TransportAddress(address, 80), from: Scenario.ours, now: scenario.now)
      }
    }
  }
}

extension Scenario {
  /// The start of a datagram of ours, as a router quotes it.
  func quotation(sequence: Int = 0) -> QuotedDatagram {
    let header = IPv4Header(
      source: local.address, destination: Self.theirs.address, protocol: .tcp, payloadCount: 20)
    let ports = UInt64(local.port) << 48 | UInt64(Self.theirs.port) << 32
    return QuotedDatagram(header: header, leadingOctets: ports | UInt64((ourStart + sequence).rawValue))
  }
}
