import PacketCodec
import Testing

@testable import UStack

@Suite struct `While losses are mended` {
  /// Ten segments are out there, and 30 more are written, to a peer that knows SACK.
  private static func begin() throws -> Scenario {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options, offer: "<mss 1000,sackOK>")
    _ = scenario.write(40_000)
    #expect(scenario.sent().count == 10)
    scenario.now = scenario.now + .milliseconds(100)
    return scenario
  }

  /// The places that leave for each segment reported, from one that begins at `first` to the tenth.
  private static func sent(_ scenario: inout Scenario, from first: Int) -> [[String]] {
    (first ... 9).map { segment in
      scenario.receive(". 1:1(0) ack 1 <sack \(first)001:\(segment + 1)001>")
      return scenario.sent().map { String($0.split(separator: " ")[1]) }
    }
  }

  /// Shows: RFC 6937 §3.
  @Test func `for each two that arrive one leaves, from twenty in flight to ten`() {
    var rate = ProportionalRate(inFlight: 20_000, threshold: 10_000)
    var flying = 19_000
    let leaves = (1 ... 10).map { _ in
      flying -= 1000
      let leaves = rate.window(delivered: 1000, inFlight: flying, segment: 1000, isSafe: false) >= flying + 1000
      if leaves {
        rate.send(1000)
        flying += 1000
      }
      return leaves
    }
    #expect(leaves == [true, false, false, true, false, true, false, true, false, true])
  }

  /// Shows: RFC 6675 §5a.
  @Test func `what is lost leaves before what is new, and half of what flew is kept in flight`() throws {
    var scenario = try Self.begin()
    // Three of twelve are lost and three reported, so half of them fly; the first retransmission leaves on credit.
    #expect(
      Self.sent(&scenario, from: 3)
        == [
          ["10001:11001(1000)"], ["11001:12001(1000)"], ["1:1001(1000)"], [], ["1001:2001(1000)"],
          ["2001:3001(1000)"], ["12001:13001(1000)"],
        ])
  }

  /// Shows: RFC 6675 §5b.
  @Test func `the window shrinks once for all of a flight`() throws {
    var scenario = try Self.begin()
    scenario.receive(". 1:1(0) ack 1 <sack 1001:5001>")
    _ = scenario.sent()
    #expect(scenario.information.slowStartThreshold == 5_000)
    scenario.receive(". 1:1(0) ack 1 <sack 6001:10001 1001:5001>")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 5001 <sack 6001:10001>")
    #expect(scenario.information.recovery == .fast)
    #expect(scenario.information.slowStartThreshold == 5_000)
  }

  /// Shows: RFC 6675 §5b.
  @Test func `what is lost of the next flight is answered, though the end of the last tells of it`() throws {
    var scenario = try Self.begin()
    scenario.receive(". 1:1(0) ack 1 <sack 1001:4001>")
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    scenario.now = scenario.now + .milliseconds(1)
    scenario.receive(". 1:1(0) ack 1 <sack 1001:10001>")
    #expect(scenario.sent().first == ". 10001:11001(1000) ack 1")
    scenario.now = scenario.now + .milliseconds(150)
    scenario.receive(". 1:1(0) ack 10001 <sack 11001:14001>")
    #expect(scenario.sent().first == ". 10001:11001(1000) ack 1")
    #expect(scenario.information.recovery == .fast)
    #expect(scenario.information.slowStartThreshold < 5_000)
  }

  /// Shows: RFC 8985 §6.2a.
  @Test func `one that was overtaken by one is taken for lost when a quarter of a round trip passed`() throws {
    var scenario = try Self.begin()
    scenario.receive(". 1:1(0) ack 1 <sack 1001:2001>")
    #expect(scenario.sent().allSatisfy { !$0.contains(" 1:") })
    #expect(scenario.pass(.milliseconds(24)) == [])
    #expect(scenario.pass(.milliseconds(1)) == ["+1 . 1:1001(1000) ack 1"])
  }

  /// Shows: RFC 8985 §6.2b.
  @Test func `three are no proof once the path was seen to reorder`() throws {
    var scenario = try Self.begin()
    scenario.receive(". 1:1(0) ack 1 <sack 1001:2001>")
    scenario.receive(". 1:1(0) ack 2001")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 2001 <sack 3001:7001>")
    #expect(scenario.sent().allSatisfy { !$0.contains(" 2001:") })
    #expect(scenario.pass(.milliseconds(25)).contains { $0.contains(" 2001:3001") })
  }

  /// Shows: RFC 8985 §6.2c.
  @Test func `a retransmission that is lost is sent again when what left later arrived`() throws {
    var scenario = try Self.begin()
    scenario.receive(". 1:1(0) ack 1 <sack 1001:5001>")
    #expect(scenario.sent().first == ". 1:1001(1000) ack 1")
    scenario.now = scenario.now + .milliseconds(1)
    scenario.receive(". 1:1(0) ack 1 <sack 1001:10001>")
    #expect(scenario.sent().first == ". 10001:11001(1000) ack 1")
    scenario.now = scenario.now + .milliseconds(100)
    scenario.receive(". 1:1(0) ack 1 <sack 1001:11001>")
    #expect(scenario.sent().first == ". 1:1001(1000) ack 1")
  }
}

@Suite struct `A timeout that was a mistake` {
  /// Shows: RFC 5682 §3.1; RFC 4015 §3.
  @Test func `shows when text that was sent once is acknowledged behind it`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options)
    _ = scenario.write(20_000)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(310)) == ["+300 . 1:1001(1000) ack 1"])
    #expect(scenario.information.congestionWindow == 1000)
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.sent() == [". 10001:11001(1000) ack 1", ". 11001:12001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 2001")
    #expect(scenario.information.recovery == .open)
    #expect(scenario.information.lost == 0)
    #expect(scenario.information.congestionWindow >= 10_000)
    #expect(scenario.sent().allSatisfy { SegmentLine($0).sequence > 12_000 })
  }

  /// Shows: RFC 5682 §3.1.
  @Test func `was none when the new text draws duplicates`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options)
    _ = scenario.write(20_000)
    _ = scenario.sent()
    _ = scenario.pass(.milliseconds(310))
    scenario.receive(". 1:1(0) ack 1001")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.information.recovery == .timeout)
    #expect(scenario.sent().first == ". 1001:2001(1000) ack 1")
  }

  /// Shows: RFC 5682 §3.1.
  @Test func `was none when all that arrives behind it is new text`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options, offer: "<mss 1000,sackOK>")
    _ = scenario.write(30_000)
    _ = scenario.sent()
    // Ten segments are lost, and the probe of their tail, too.
    #expect(
      scenario.pass(.milliseconds(600)) == ["+202 . 10001:11001(1000) ack 1", "+502 . 1:1001(1000) ack 1"])
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.sent() == [". 11001:12001(1000) ack 1", ". 12001:13001(1000) ack 1"])
    scenario.now = scenario.now + .milliseconds(100)
    scenario.receive(". 1:1(0) ack 1001 <sack 11001:12001>")
    #expect(scenario.information.recovery == .timeout)
    #expect(scenario.information.slowStartThreshold < CongestionWindow.largest)
    #expect(scenario.sent().first == ". 1001:2001(1000) ack 1")
  }

  /// Shows: RFC 5682 §3.1.
  @Test func `gives back nothing that a loss took before`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options, offer: "<mss 1000,sackOK>")
    _ = scenario.write(60_000)
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(100)
    // The first two are lost, and the first is lost again.
    scenario.receive(". 1:1(0) ack 1 <sack 2001:10001>")
    _ = scenario.pass(.milliseconds(400))
    #expect(scenario.information.recovery == .timeout)
    scenario.receive(". 1:1(0) ack 1001 <sack 2001:10001>")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1001 <sack 10001:11001 2001:10001>")
    #expect(scenario.information.recovery == .timeout)
    #expect(scenario.information.slowStartThreshold < 10_000)
  }

  @Test func `gives back nothing that a mark took before`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    options.congestionNotification = true
    var scenario = try Scenario.listening(options: options)
    scenario.receive("SEW 0:0(0) <mss 1000,sackOK>")
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(100)
    scenario.receive(". 1:1(0) ack 1")
    scenario.connection = scenario.tcp.accept(scenario.listener!)?.connection
    _ = scenario.write(60_000)
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(100)
    scenario.receive("E. 1:1(0) ack 1001")
    let threshold = scenario.information.slowStartThreshold
    _ = scenario.pass(.milliseconds(400))
    #expect(scenario.information.recovery == .timeout)
    scenario.receive(". 1:1(0) ack 2001")
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 3001")
    #expect(scenario.information.recovery == .open)
    #expect(scenario.information.slowStartThreshold == threshold)
    #expect(scenario.information.congestionWindow <= threshold + 1000)
  }

  /// Shows: RFC 2883 §4; RFC 4015 §3.
  @Test func `shows when all that was sent again is reported to have come twice`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options, offer: "<mss 1000,sackOK>")
    _ = scenario.write(10_000)
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(100)
    scenario.receive(". 1:1(0) ack 1 <sack 1001:5001>")
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    #expect(scenario.information.slowStartThreshold == 5000)
    scenario.receive(". 1:1(0) ack 5001")
    scenario.receive(". 1:1(0) ack 5001 <sack 1:1001>")
    #expect(scenario.information.recovery == .open)
    #expect(scenario.information.slowStartThreshold == CongestionWindow.largest)
    #expect(scenario.information.congestionWindow >= 10_000)
  }
}
