import PacketCodec
import Testing

@testable import UStack

@Suite struct `In ESTABLISHED` {
  @Test func `what is looked at can be read again`() throws {
    var scenario = try Scenario.established()
    scenario.receive("P. 1:11(10) ack 1")
    let seen = [UInt8](capacity: 4) { _ = scenario.tcp.peek(scenario.connection!, into: &$0) }
    #expect(seen == (1 ..< 5).map(Scenario.octet))
    #expect(scenario.read().text == (1 ..< 11).map(Scenario.octet))
  }

  @Test func `what is read as an array is no longer than asked for, and empty where nothing came`() throws {
    var scenario = try Scenario.established()
    let id = try #require(scenario.connection)
    #expect(scenario.tcp.read(id, atMost: 4, now: scenario.now) == [])
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.tcp.read(id, atMost: 4, now: scenario.now) == (1 ..< 5).map(Scenario.octet))
    #expect(scenario.tcp.read(id, atMost: .max, now: scenario.now) == (5 ..< 11).map(Scenario.octet))
  }

  @Test func `a RST just behind the window is none`() throws {
    var scenario = try Scenario.established()
    scenario.receive("R 65536:65536(0)")
    #expect(scenario.sent() == [])
    scenario.receive("R 65535:65535(0)")
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
  }

  @Test func `text is delivered, and acknowledged at once while the peer is in slow start`() throws {
    var scenario = try Scenario.established()
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.sent() == [". 1:1(0) ack 11"])
    #expect(scenario.read().text == (1 ... 10).map(Scenario.octet))
  }

  @Test func `text crosses the wrap of the numbers`() throws {
    var scenario = try Scenario.established()
    scenario.receive("P. 1:31(30) ack 1")
    #expect(scenario.read().text == (1 ... 30).map(Scenario.octet))
  }

  /// Shows: RFC 2883 §4.
  @Test func `what came is not delivered twice, and the duplicate is reported`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    scenario.receive("P. 1:11(10) ack 1")
    _ = scenario.sent()
    scenario.receive("P. 1:21(20) ack 1")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 21 <nop,nop,sack 1:11>"])
    #expect(scenario.read().text == (1 ... 20).map(Scenario.octet))
  }

  /// Shows: RFC 9293 SHLD-31, MAY-13; RFC 2018 §4a, §4b; RFC 5681 §4.2.
  @Test func `text beyond a gap waits, and is reported at once and each time`() throws {
    var scenario = try Scenario.established(offer: "<mss 1000,sackOK>")
    scenario.receive("P. 11:21(10) ack 1")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 1 <nop,nop,sack 11:21>"])
    scenario.receive("P. 31:41(10) ack 1")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 1 <nop,nop,sack 31:41 11:21>"])
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 21 <nop,nop,sack 31:41>"])
    scenario.receive("P. 21:31(10) ack 1")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 41 <>"])
    #expect(scenario.read().text == (1 ... 40).map(Scenario.octet))
  }

  @Test func `FIN beyond a gap counts when the gap is filled`() throws {
    var scenario = try Scenario.established()
    scenario.receive("F. 11:21(10) ack 1")
    #expect(scenario.state == .established)
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.state == .closeWait)
    #expect(scenario.sent().last == ". 1:1(0) ack 22")
    #expect(scenario.read().text.count == 20)
    #expect(scenario.read().result == .end)
  }

  @Test func `a segment outside the window is told where we are`() throws {
    var scenario = try Scenario.established()
    scenario.receive("P. 70001:70011(10) ack 1")
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
    #expect(scenario.read().result == .nothing)
  }

  @Test func `the part of a segment beyond the window is cut`() throws {
    var options = Scenario.plain
    options.receiveBuffer = .fixed(2048)
    var scenario = try Scenario.established(options)
    scenario.receive("P. 1:3001(3000) ack 1")
    #expect(scenario.sent(window: true) == [". 1:1(0) ack 2049 win 0"])
    #expect(scenario.read().text.count == 2048)
  }

  /// Shows: RFC 9293 SHLD-2.
  @Test func `RST may carry text, which nobody reads`() throws {
    var scenario = try Scenario.established()
    scenario.receive("R 1:11(10)")
    #expect(scenario.read().result == .failed(.reset))
    #expect(scenario.sent() == [])
  }

  /// Shows: RFC 9293 MUST-12; RFC 5961 §3.2a.
  @Test func `RST at the very place ends it`() throws {
    var scenario = try Scenario.established()
    scenario.receive("R 1:1(0)")
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .reset)
    #expect(scenario.read().result == .failed(.reset))
    #expect(scenario.sent() == [])
  }

  /// Shows: RFC 5961 §3.2b, §7.
  @Test func `RST elsewhere in the window is challenged, and not too often`() throws {
    var scenario = try Scenario.established()
    scenario.receive("R 2:2(0)")
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
    scenario.receive("R 3:3(0)")
    #expect(scenario.sent() == [])
    scenario.now = scenario.now + AnswerLimit.interval
    scenario.receive("R 4:4(0)")
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
    #expect(scenario.state == .established)
  }

  /// Shows: RFC 5961 §3.2c.
  @Test func `RST outside the window is dropped`() throws {
    var scenario = try Scenario.established()
    scenario.receive("R 70000:70000(0)")
    scenario.receive("R 0:0(0)")
    #expect(scenario.sent() == [])
    #expect(scenario.state == .established)
  }

  /// Shows: RFC 5961 §4.2.
  @Test(arguments: ["S 1:1(0)", "S. 1:1(0) ack 1", "S 0:0(0)", "S 90000:90000(0)"])
  func `SYN is challenged wherever it stands`(line: String) throws {
    var scenario = try Scenario.established()
    scenario.receive(line)
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
    #expect(scenario.state == .established)
  }

  @Test func `a segment without ACK is dropped`() throws {
    var scenario = try Scenario.established()
    scenario.receive("P 1:11(10)")
    #expect(scenario.sent() == [])
    #expect(scenario.read().result == .nothing)
  }

  /// Shows: RFC 9293 MAY-12; RFC 5961 §5.2.
  @Test func `an acknowledgment of what was never sent is challenged, and its text dropped`() throws {
    var scenario = try Scenario.established()
    scenario.receive("P. 1:11(10) ack 500")
    #expect(scenario.sent() == [". 1:1(0) ack 1"])
    #expect(scenario.read().result == .nothing)
  }

  /// Shows: RFC 9293 MUST-14, MUST-60, MUST-61, SHLD-28.
  @Test func `text is cut into the peer's segments, the last one pushed`() throws {
    var scenario = try Scenario.established()
    #expect(scenario.write(2500) == 2500)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1", "P. 2001:2501(500) ack 1"])
  }

  /// Shows: RFC 9293 MUST-4, MUST-15.
  @Test func `a peer that says no size gets 536 octets at once`() throws {
    var scenario = try Scenario.established(offer: "<nop,nop,nop,eol>")
    _ = scenario.write(600)
    #expect(scenario.sent() == [". 1:537(536) ack 1", "P. 537:601(64) ack 1"])
  }

  /// Shows: RFC 9293 MUST-16.
  @Test func `options leave less room for text`() throws {
    var options = Scenario.plain
    options.timestamps = true
    var scenario = try Scenario.established(options, offer: "<mss 1000,TS val 1 ecr 0>")
    _ = scenario.write(988 + 1)
    #expect(scenario.sent() == [". 1:989(988) ack 1", "P. 989:990(1) ack 1"])
  }

  @Test func `the peer's window is not overrun`() throws {
    var scenario = try Scenario.established(window: 1500)
    _ = scenario.write(5000)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 1001 win 2500")
    #expect(scenario.sent() == [". 1001:2001(1000) ack 1", ". 2001:3001(1000) ack 1"])
  }

  @Test func `an older segment does not undo a newer window`() throws {
    var scenario = try Scenario.established(window: 3000)
    scenario.receive("P. 1:11(10) ack 1 win 2000")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1 win 9000")
    #expect(scenario.tcp.information(scenario.connection!)?.sendWindow == 2000)
  }

  /// Shows: RFC 9293 MUST-32, MUST-33.
  @Test func `urgent octets are announced to the application, and how many are ahead`() throws {
    var scenario = try Scenario.established()
    while scenario.tcp.nextEvents() != nil {}
    scenario.receive("PU. 1:11(10) ack 1 urg 5")
    let news = scenario.tcp.nextEvents()
    #expect(news?.events.contains(.urgent) == true)
    #expect(scenario.tcp.urgentAhead(scenario.connection!) == 5)
  }

  /// Shows: RFC 9293 MUST-31.
  @Test func `more urgent octets than the pointer can say are pointed to as far as it reaches`() throws {
    var options = Scenario.plain
    options.noDelay = true
    var scenario = try Scenario.established(options, offer: "<mss 60000>")
    scenario.tcp.receive(pathMTU: 1040, to: Scenario.theirs.address, now: scenario.now)
    #expect(scenario.write(100_000) == 100_000)
    scenario.tcp.markUrgent(scenario.connection!)
    #expect(scenario.sent().allSatisfy { $0.hasPrefix("U.") && $0.hasSuffix("urg 65535") })
    for count in 1 ... 98 {
      scenario.receive(". 1:1(0) ack \(1 + count * 1000)")
      for line in scenario.sent() {
        let segment = SegmentLine(line)
        #expect(segment.urgent == min(65_535, 100_001 - segment.sequence))
      }
    }
    #expect(scenario.information.unsent == 0)
  }

  /// Shows: RFC 9293 MUST-30, MUST-62.
  @Test func `urgent octets are pointed to, just behind the last of them`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10)
    scenario.tcp.markUrgent(scenario.connection!)
    _ = scenario.write(5)
    #expect(scenario.sent() == ["PU. 1:16(15) ack 1 urg 10"])
  }
}

@Suite struct `With timestamps agreed` {
  private static func begin() throws -> Scenario {
    var options = Scenario.plain
    options.timestamps = true
    return try Scenario.established(options, offer: "<mss 1000,TS val 1 ecr 0>")
  }

  /// Shows: RFC 7323 §3.2a.
  @Test func `each segment carries ours and echoes the peer's`() throws {
    var scenario = try Self.begin()
    scenario.receive("P. 1:11(10) ack 1 <TS val 200 ecr 0>")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 11 <nop,nop,TS val 0 ecr 200>"])
  }

  /// Shows: RFC 7323 §3.2b.
  @Test func `a segment without them is dropped without a word`() throws {
    var scenario = try Self.begin()
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.sent() == [])
    #expect(scenario.read().result == .nothing)
  }

  /// Shows: RFC 7323 §5.3b.
  @Test func `RST needs none`() throws {
    var scenario = try Self.begin()
    scenario.receive("R 1:1(0)")
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .reset)
  }

  /// Shows: RFC 7323 §5.3a.
  @Test func `an older one means a segment of a former round: it is acknowledged and dropped`() throws {
    var scenario = try Self.begin()
    scenario.receive("P. 1:11(10) ack 1 <TS val 200 ecr 0>")
    _ = scenario.sent()
    scenario.receive("P. 11:21(10) ack 1 <TS val 199 ecr 0>")
    #expect(scenario.sent() == [". 1:1(0) ack 11"])
    #expect(scenario.read().text.count == 10)
  }

  /// Shows: RFC 7323 §5.5.
  @Test func `after 24 days of silence an older one proves nothing`() throws {
    var scenario = try Self.begin()
    scenario.receive("P. 1:11(10) ack 1 <TS val 200 ecr 0>")
    _ = scenario.sent()
    scenario.now = scenario.now + PeerTimestamps.validity
    scenario.receive("P. 11:21(10) ack 1 <TS val 199 ecr 0>")
    #expect(scenario.read().text.count == 20)
  }

  /// Shows: RFC 7323 §4.3.
  @Test func `a segment beyond a gap does not change what is echoed`() throws {
    var scenario = try Self.begin()
    scenario.receive("P. 1:11(10) ack 1 <TS val 200 ecr 0>")
    _ = scenario.sent()
    scenario.receive("P. 21:31(10) ack 1 <TS val 300 ecr 0>")
    #expect(scenario.sent(options: true) == [". 1:1(0) ack 11 <nop,nop,TS val 0 ecr 200>"])
  }
}

@Suite struct `A FIN that was none` {
  @Test(arguments: [".", "F."]) func `is forgotten when text runs over it, and the true one is heard`(
    flags: String
  ) throws {
    var scenario = try Scenario.established()
    scenario.receive("F. 101:101(0) ack 1")
    scenario.receive("\(flags) 1:201(200) ack 1")
    scenario.receive("F. 201:201(0) ack 1")
    #expect(scenario.state == .closeWait)
    #expect(scenario.sent().last == ". 1:1(0) ack 202")
    #expect(scenario.read().text == (1 ..< 201).map(Scenario.octet))
  }

  @Test func `stands back for a FIN that was said later and is in order`() throws {
    var scenario = try Scenario.established()
    scenario.receive("F. 5001:5001(0) ack 1")
    scenario.receive("F. 1:201(200) ack 1")
    #expect(scenario.state == .closeWait)
    #expect(scenario.sent().last == ". 1:1(0) ack 202")
  }
}

@Suite struct `A segment that lies about itself` {
  /// Octets behind a TCP header whose data offset, options or length are as a hostile peer may send them.
  /// Shows: RFC 9293 MUST-7.
  @Test(
    arguments: [
      [0x50, 0x02], [0x10, 0x02], [0xF0, 0x02], [0x60, 0x02, 2], [0x60, 0x02, 2, 0], [0x60, 0x02, 2, 1],
      [0x60, 0x02, 2, 40], [0x60, 0x02, 5, 0], [0x60, 0x02, 8], [0x60, 0x02, 3, 3, 200], [0x60, 0x02, 254, 4, 1, 1],
    ] as [[UInt8]])
  func `does not trap`(tail: [UInt8]) throws {
    for isListening in [true, false] {
      var scenario = try isListening ? Scenario.listening() : Scenario.established()
      var octets: [UInt8] = [0x9C, 0x40, 0x1F, 0x90, 0, 0, 0, 1, 0, 0, 0, 0] + tail.prefix(2) + [4, 0, 0, 0, 0, 0]
      octets += tail.dropFirst(2) + [UInt8](repeating: 0, count: max(0, 4 - max(0, tail.count - 2)))
      for count in [octets.count, 20, 19, 1, 0] {
        let header = IPv4Header(
          source: Scenario.theirs.address, destination: Scenario.ours.address, protocol: .tcp, payloadCount: count)
        scenario.tcp.receive(
          header, octets.span.bytes.extracting(0 ..< min(count, octets.count)), isChecked: true, now: scenario.now)
        _ = scenario.sent()
      }
    }
  }

  /// Shows: RFC 9293 MUST-3.
  @Test func `by its checksum is dropped`() throws {
    var scenario = try Scenario.listening()
    let header = IPv4Header(
      source: Scenario.theirs.address, destination: Scenario.ours.address, protocol: .tcp, payloadCount: 20)
    let segment = TCPHeader(
      sourcePort: 40_000, destinationPort: 8080, sequence: SequenceNumber(1), flags: .synchronize, window: 1,
      checksum: 1)
    let octets = [UInt8](capacity: 20) { segment.encode(into: &$0) }
    scenario.tcp.receive(header, octets.span.bytes, now: scenario.now)
    #expect(scenario.sent() == [])
  }

  /// Shows: RFC 9293 MUST-63.
  @Test func `by its source is dropped`() throws {
    for source in [IPv4Address.broadcast, .any, IPv4Address(224, 0, 0, 5)] {
      var scenario = try Scenario.listening()
      let header = IPv4Header(
        source: source, destination: Scenario.ours.address, protocol: .tcp, payloadCount: 20)
      let segment = TCPHeader(
        sourcePort: 40_000, destinationPort: 8080, sequence: SequenceNumber(1), flags: .synchronize, window: 1)
      let octets = [UInt8](capacity: 20) { segment.encode(into: &$0) }
      scenario.tcp.receive(header, octets.span.bytes, isChecked: true, now: scenario.now)
      #expect(scenario.sent() == [])
      #expect(scenario.tcp.count == 0)
    }
  }
}
