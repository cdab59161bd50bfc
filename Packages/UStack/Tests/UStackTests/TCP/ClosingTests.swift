import PacketCodec
import Testing

@testable import UStack

@Suite struct `Closing first` {
  /// Shows: RFC 9293 MUST-13.
  @Test func `goes through FIN-WAIT-1 and FIN-WAIT-2 to TIME-WAIT, and a minute later it is forgotten`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    #expect(scenario.sent() == ["F. 1:1(0) ack 1"])
    #expect(scenario.state == .finWait1)
    scenario.receive(". 1:1(0) ack 2")
    #expect(scenario.state == .finWait2)
    scenario.receive("F. 1:1(0) ack 2")
    #expect(scenario.state == .timeWait)
    #expect(scenario.sent() == [". 2:2(0) ack 2"])
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    #expect(scenario.tcp.count == 1)
    _ = scenario.pass(.milliseconds(59_999))
    #expect(scenario.tcp.count == 1)
    _ = scenario.pass(.milliseconds(1))
    #expect(scenario.tcp.count == 0)
  }

  @Test func `FIN travels with the last text and after all of it`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(1500)
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1", "FP. 1001:1501(500) ack 1"])
  }

  @Test func `the peer may go on, and is heard`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("P. 1:11(10) ack 2")
    #expect(scenario.state == .finWait2)
    #expect(scenario.sent() == [". 2:2(0) ack 11"])
    #expect(scenario.read().text.count == 10)
    scenario.receive("FP. 11:21(10) ack 2")
    #expect(scenario.read().text.count == 10)
    #expect(scenario.read().result == .end)
    #expect(scenario.state == .timeWait)
  }

  @Test func `both at once meets in CLOSING`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("F. 1:1(0) ack 1")
    #expect(scenario.state == .closing)
    #expect(scenario.sent() == [". 2:2(0) ack 2"])
    #expect(scenario.events().isDisjoint(with: [.finished, .closed]))
    scenario.receive(". 2:2(0) ack 2")
    #expect(scenario.state == .timeWait)
    #expect(scenario.events() == .finished)
  }

  @Test func `a FIN that also acknowledges ours leads straight to TIME-WAIT`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("F. 1:1(0) ack 2")
    #expect(scenario.state == .timeWait)
    #expect(scenario.events().isSuperset(of: [.peerFinished, .finished]))
  }

  @Test func `a lost FIN is sent again, later each time`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    let lines = scenario.pass(.seconds(5))
    #expect(lines.count >= 3)
    #expect(lines.allSatisfy { $0.hasSuffix("F. 1:1(0) ack 1") })
  }

  /// Shows: RFC 9293 SHLD-3, MAY-1.
  @Test func `text for a program that has closed is answered by RST`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("P. 1:11(10) ack 2")
    #expect(scenario.sent() == ["R 2:2(0)"])
    #expect(scenario.tcp.count == 0)
  }

  /// Shows: RFC 9293 SHLD-3, MAY-1.
  @Test func `with text unread resets, lest the peer believe it was read`() throws {
    var scenario = try Scenario.established()
    scenario.receive("P. 1:11(10) ack 1")
    _ = scenario.sent()
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    #expect(scenario.sent() == ["R. 1:1(0) ack 11"])
    #expect(scenario.tcp.count == 0)
  }

  @Test func `a peer that never finishes is waited for a minute, then forgotten`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 2")
    _ = scenario.pass(ConnectionOptions().closingPatience)
    #expect(scenario.tcp.count == 0)
  }

  @Test func `a peer that never finishes is waited for as long as the options say`() throws {
    var options = Scenario.plain
    options.closingPatience = .seconds(1)
    var scenario = try Scenario.established(options)
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 2")
    _ = scenario.pass(.milliseconds(999))
    #expect(scenario.tcp.count == 1)
    _ = scenario.pass(.milliseconds(1))
    #expect(scenario.tcp.count == 0)
    scenario.receive(". 1:1(0) ack 2")
    #expect(scenario.sent() == ["R 2:2(0)"])
  }

  @Test func `text for a program that closed draws a RST with the number its sender expects`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("P. 1:11(10) ack 1")
    #expect(scenario.sent() == ["R 1:1(0)"])
    #expect(scenario.tcp.count == 0)
  }

  @Test func `a segment in a wrong place is told where we are, in TIME-WAIT, too, but not too often`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("F. 1:1(0) ack 2")
    _ = scenario.sent()
    scenario.receive(". 2:2(0) ack 2")
    #expect(scenario.sent() == [])
    scenario.receive(". 3:3(0) ack 2")
    #expect(scenario.sent() == [". 2:2(0) ack 2"])
    scenario.receive(". 3:3(0) ack 2")
    #expect(scenario.sent() == [])
  }

  @Test func `a program that still asks hears that the peer broke off before it had all`() throws {
    var scenario = try Scenario.established()
    scenario.receive("F. 1:1(0) ack 1")
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    #expect(scenario.state == .lastAck)
    scenario.receive("R 2:2(0)")
    #expect(scenario.tcp.closeReason(of: scenario.connection!) == .reset)
  }

  @Test func `a program that still reads waits as long as it likes`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 2")
    _ = scenario.pass(.seconds(86_400))
    #expect(scenario.state == .finWait2)
  }
}

@Suite struct `Closing second` {
  /// Shows: RFC 9293 MUST-12.
  @Test func `goes through CLOSE-WAIT and LAST-ACK, and nothing is waited out`() throws {
    var scenario = try Scenario.established()
    scenario.receive("F. 1:1(0) ack 1")
    #expect(scenario.state == .closeWait)
    #expect(scenario.sent() == [". 1:1(0) ack 2"])
    #expect(scenario.read().result == .end)
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    #expect(scenario.sent() == ["F. 1:1(0) ack 2"])
    scenario.receive(". 2:2(0) ack 2")
    #expect(scenario.tcp.count == 0)
  }

  @Test func `we may go on sending until then`() throws {
    var scenario = try Scenario.established()
    scenario.receive("F. 1:1(0) ack 1")
    _ = scenario.sent()
    #expect(scenario.write(10) == 10)
    #expect(scenario.sent() == ["P. 1:11(10) ack 2"])
  }

  @Test func `the peer is told of each FIN anew`() throws {
    var scenario = try Scenario.established()
    scenario.receive("F. 1:1(0) ack 1")
    _ = scenario.sent()
    scenario.receive("F. 1:1(0) ack 1")
    #expect(scenario.sent() == [". 1:1(0) ack 2"])
  }
}

@Suite struct `In TIME-WAIT` {
  private static func begin() throws -> Scenario {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("F. 1:1(0) ack 2")
    _ = scenario.sent()
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    return scenario
  }

  @Test func `the peer's FIN is acknowledged again, and the wait begins anew`() throws {
    var scenario = try Self.begin()
    _ = scenario.pass(.seconds(50))
    scenario.receive("F. 1:1(0) ack 2")
    #expect(scenario.sent() == [". 2:2(0) ack 2"])
    _ = scenario.pass(.seconds(50))
    #expect(scenario.tcp.count == 1)
    _ = scenario.pass(.seconds(10))
    #expect(scenario.tcp.count == 0)
  }

  /// Shows: RFC 9293 MAY-2.
  @Test func `a SYN beyond all that was said opens a successor with numbers beyond all that we said`() throws {
    var scenario = try Self.begin()
    let before = scenario.ourStart
    scenario.receive("S 100:100(0) <mss 1000>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 101"])
    #expect(before.precedes(scenario.ourStart))
    #expect(scenario.tcp.count == 1)
  }

  @Test func `a successor takes nothing from who still reads`() throws {
    var scenario = try Scenario.established()
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("FP. 1:6(5) ack 2")
    _ = scenario.sent()
    #expect(scenario.state == .timeWait)
    scenario.receive("S 100:100(0) <mss 1000>")
    #expect(scenario.sent() == ["S. 0:0(0) ack 101"])
    #expect(scenario.state == .closed)
    #expect(scenario.read().text.count == 5)
    #expect(scenario.read().result == .end)
    scenario.tcp.close(scenario.connection!, now: scenario.now)
    #expect(scenario.tcp.count == 1)
    scenario.receive(". 101:101(0) ack 1")
    #expect(scenario.tcp.canAccept(scenario.listener!))
  }

  @Test func `a successor waits for its place in the line like anyone else`() throws {
    var scenario = try Scenario.listening(backlog: 1, options: Scenario.plain)
    func receive(_ line: String, from port: UInt16) {
      let header = SegmentLine(line).header(
        from: Scenario.peerStart, acknowledging: scenario.ourStart, ports: (port, 8080))
      scenario.receive(header, payload: [])
    }
    for port in [1_000, 1_001] as [UInt16] {
      receive("S 0:0(0) <mss 1000>", from: port)
      _ = scenario.sent()
      receive(". 1:1(0) ack 1", from: port)
      let accepted = scenario.tcp.accept(scenario.listener!)
      scenario.tcp.close(try #require(accepted).connection, now: scenario.now)
      _ = scenario.sent()
      receive("F. 1:1(0) ack 2", from: port)
      #expect(scenario.sent() == [". 2:2(0) ack 2"])
    }
    receive("S 100:100(0) <mss 1000>", from: 1_000)
    #expect(scenario.sent() == ["S. 0:0(0) ack 101"])
    // One shakes hands, then waits to be accepted; meanwhile the other's SYN is dropped.
    receive("S 100:100(0) <mss 1000>", from: 1_001)
    #expect(scenario.sent() == [])
    receive(". 101:101(0) ack 1", from: 1_000)
    receive("S 100:100(0) <mss 1000>", from: 1_001)
    #expect(scenario.sent() == [])
    _ = scenario.tcp.accept(scenario.listener!)
    receive("S 100:100(0) <mss 1000>", from: 1_001)
    #expect(scenario.sent() == ["S. 0:0(0) ack 101"])
  }

  @Test(arguments: [true, false]) func `in a full table, a successor has its predecessor's place or none`(
    isLeft: Bool
  ) throws {
    var configuration = TCP.Configuration()
    configuration.maximumConnections = 1
    var scenario = try Scenario.established(configuration: configuration)
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("F. 1:1(0) ack 2")
    _ = scenario.sent()
    if isLeft { scenario.tcp.close(scenario.connection!, now: scenario.now) }
    scenario.receive("S 100:100(0) <mss 1000>")
    #expect(scenario.sent() == (isLeft ? ["S. 0:0(0) ack 101"] : []))
    #expect(scenario.tcp.count == 1)
  }

  /// Shows: RFC 9293 SHLD-4; RFC 6191 §2.
  @Test(arguments: [("S 0:0(0) <mss 1000,TS val 8 ecr 0>", true), ("S 100:100(0) <mss 1000,TS val 6 ecr 0>", false)])
  func `a SYN with timestamps is younger by them, whatever its number`(line: String, isYounger: Bool) throws {
    var options = Scenario.plain
    options.timestamps = true
    var scenario = try Scenario.established(options, offer: "<mss 1000,TS val 1 ecr 0>")
    scenario.tcp.finish(scenario.connection!, now: scenario.now)
    _ = scenario.sent()
    scenario.receive("F. 1:1(0) ack 2 <TS val 7 ecr 0>")
    _ = scenario.sent()
    scenario.receive(line)
    #expect(scenario.sent() == [isYounger ? "S. 0:0(0) ack 1" : ". 2:2(0) ack 2"])
  }

  @Test func `an old SYN does not`() throws {
    var scenario = try Self.begin()
    scenario.receive("S 0:0(0) <mss 1000>")
    #expect(scenario.sent() == [". 2:2(0) ack 2"])
  }
}

@Suite struct `Giving up` {
  @Test func `tells the peer by RST and frees everything`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(5000)
    _ = scenario.sent()
    scenario.tcp.abort(scenario.connection!, now: scenario.now)
    #expect(scenario.sent() == ["R. 5001:5001(0) ack 1"])
    #expect(scenario.tcp.count == 0)
  }

  @Test func `a listener resets those it had not given away`() throws {
    var scenario = try Scenario.listening()
    scenario.receive("S 0:0(0) <mss 1000>")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1")
    scenario.tcp.close(scenario.listener!, now: scenario.now)
    #expect(scenario.sent() == ["R. 1:1(0) ack 1"])
    #expect(scenario.tcp.count == 0)
  }
}
