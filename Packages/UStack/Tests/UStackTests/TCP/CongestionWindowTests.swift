import PacketCodec
import Testing

@testable import UStack

@Suite struct `The first window` {
  /// Shows: RFC 6928 §2.
  @Test(arguments: [(536, 5_360), (1_460, 14_600), (2_000, 14_600), (8_960, 17_920)])
  func `is ten segments, or 14,600 octets, or two long segments`(segment: Int, octets: Int) {
    #expect(CongestionWindow(.reno, segment: segment).octets == octets)
  }

  /// Shows: RFC 6928 §2.
  @Test func `is what leaves at first`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(20_000)
    #expect(scenario.sent().count == 10)
  }

  /// Shows: RFC 5681 §3.1f; RFC 6298 §5.7.
  @Test func `is one segment after a lost SYN, and its acknowledgment is waited for three seconds`() throws {
    var scenario = try Scenario.connecting()
    _ = scenario.pass(.milliseconds(1_500))
    scenario.receive("S. 0:0(0) ack 1 <mss 1000>")
    _ = scenario.write(5_000)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    #expect(scenario.pass(.milliseconds(3_100)) == ["+3000 . 1:1001(1000) ack 1"])
  }

  /// Shows: RFC 5681 §4.1.
  @Test func `is the largest after an idle time`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(60_000)
    for count in 1 ... 60 {
      _ = scenario.sent()
      scenario.receive(". 1:1(0) ack \(1 + count * 1000)")
    }
    #expect(scenario.information.congestionWindow > 30_000)
    _ = scenario.pass(.seconds(2))
    _ = scenario.write(60_000)
    #expect(scenario.sent().count == 10)
  }
}

@Suite struct `A window that is used` {
  /// Shows: RFC 9293 MUST-19; RFC 5681 §3.1a.
  @Test func `grows by what is acknowledged, at first`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(40_000)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.sent().count == 2)
    scenario.receive(". 1:1(0) ack 4001")
    #expect(scenario.sent().count == 6)
    #expect(scenario.information.congestionWindow == 14_000)
  }

  /// Shows: RFC 9293 MUST-19; RFC 5681 §3.1b, §3.1c.
  @Test func `grows by a segment a round trip above the threshold, which is half of what was lost`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options)
    _ = scenario.write(60_000)
    _ = scenario.sent()
    for _ in 0 ..< 3 { scenario.receive(". 1:1(0) ack 1") }
    _ = scenario.sent()
    var place = 10_001
    scenario.receive(". 1:1(0) ack \(place)")
    #expect(scenario.information.slowStartThreshold == 5_000)
    var windows: [Int] = []
    for _ in 0 ..< 4 {
      windows.append(scenario.information.congestionWindow)
      let flight = scenario.sent().count
      for _ in 0 ..< flight {
        place += 1000
        scenario.receive(". 1:1(0) ack \(place)")
      }
    }
    #expect(windows == [5_000, 6_000, 7_000, 8_000])
  }

  @Test func `is a segment at least, though segments became longer than it`() throws {
    var options = Scenario.plain
    options.maximumSegment = 100
    var scenario = try Scenario.established(options, offer: "<mss 1400>")
    _ = scenario.write(2_000)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(310)).count == 1)
    #expect(scenario.information.congestionWindow == 100)
    options.maximumSegment = nil
    scenario.tcp.setOptions(scenario.connection!, options, now: scenario.now)
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.sent() == ["P. 1001:2001(1000) ack 1"])
  }

  /// Shows: RFC 5681 §3.1e.
  @Test func `is not halved again by the second timeout of the same text`() throws {
    var options = Scenario.plain
    options.congestion = .reno
    var scenario = try Scenario.established(options)
    _ = scenario.write(20_000)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(2_500)).count == 3)
    #expect(scenario.information.slowStartThreshold == 5_000)
  }
}

@Suite struct `A cubic window` {
  private static let segment = 1000

  /// A window after losses at these sizes, in segments.
  private static func reduced(at sizes: [Int]) -> CongestionWindow {
    var window = CongestionWindow(.cubic, segment: segment)
    for size in sizes {
      window.set(size * segment, segment: segment)
      window.reduceThreshold(inFlight: size * segment, segment: segment, now: Instant(nanoseconds: 1))
    }
    window.set(window.threshold, segment: segment)
    return window
  }

  /// The window, in segments, each round trip.
  private static func grown(_ start: CongestionWindow, roundTrip: Interval, rounds: Int) -> [Double] {
    var window = start
    var now = Instant(nanoseconds: 1_000)
    return (0 ..< rounds).map { _ in
      var left = window.octets
      while left > 0 {
        window.grow(by: min(segment, left), segment: segment, smoothed: roundTrip, now: now)
        left -= segment
      }
      now = now + roundTrip
      return Double(window.octets) / Double(segment)
    }
  }

  /// Shows: RFC 9438 §4.6.
  @Test func `keeps seven tenths after a loss`() {
    #expect(Self.reduced(at: [100]).octets == 70_000)
  }

  /// Shows: RFC 9293 MAY-18; RFC 9438 §4.2.
  @Test func `grows fast, slowly around the window of the loss, and fast again`() {
    let windows = Self.grown(Self.reduced(at: [100]), roundTrip: .milliseconds(200), rounds: 40)
    // K = ∛(100 · 0.3 / 0.4) s; what is acknowledged now leads to where the window is to be a round trip later.
    for round in [5, 10, 15, 20, 25, 30, 35, 39] {
      let fromPlateau = 0.2 * Double(round + 1) - 4.217
      let expected = 100 + 0.4 * fromPlateau * fromPlateau * fromPlateau
      #expect(abs(windows[round] - expected) < 2, "\(windows[round]), not \(expected) after \(round) round trips")
    }
  }

  @Test func `waits on its plateau for a hundred windows, however level the curve is`() {
    var cubic = Cubic()
    let (top, segment) = (1_460_000, 1460)
    func octets(_ window: Int, now: Instant) -> Int {
      cubic.octetsForNextSegment(
        window: window, segment: segment, acknowledged: segment, smoothed: .milliseconds(100), now: now)
    }
    let start = Instant(nanoseconds: 0)
    let left = cubic.reduced(window: top, segment: segment)
    _ = octets(left, now: start)
    let wait = Cubic.cubeRoot(Double(top - left) / Double(segment) / Cubic.scale)
    // A round trip later, it would be so little behind its plateau that the window differs in its last digit only.
    let now = start + Interval(nanoseconds: Int64(wait * 1e9)) - .milliseconds(100) + .microseconds(60)
    #expect(octets(top, now: now) == 100 * top)
  }

  /// Shows: RFC 9438 §4.3.
  @Test func `grows no slower than Reno's where round trips are short`() {
    // 0.53 segments a round trip from 70 on: 106 more after 200 of them, when the cubic would be at 79.
    let windows = Self.grown(Self.reduced(at: [100]), roundTrip: .milliseconds(1), rounds: 200)
    #expect(windows[199] > 120)
  }

  /// Shows: RFC 9438 §5.8.
  @Test func `does not count the time when it was not in use`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(10_000)
    _ = scenario.sent()
    for _ in 0 ..< 3 { scenario.receive(". 1:1(0) ack 1") }
    _ = scenario.sent()
    var place = 10_001
    scenario.receive(". 1:1(0) ack \(place)")
    #expect(scenario.information.congestionWindow == 7_000)
    /// A round trip of 100 ms, and an acknowledgment for each segment.
    func round(_ octets: Int) {
      _ = scenario.write(octets)
      let flight = scenario.sent().count
      scenario.now = scenario.now + .milliseconds(100)
      for _ in 0 ..< flight {
        place += 1000
        scenario.receive(". 1:1(0) ack \(place)")
      }
    }
    /// There is more to send than the window takes.
    func full() { round(scenario.information.congestionWindow + 5_000 - scenario.information.unsent) }
    for _ in 0 ..< 10 { full() }
    let before = scenario.information.congestionWindow
    // A segment each round trip is not much, but not nothing, so the window is not begun anew.
    for _ in 0 ..< 300 { round(1000) }
    #expect(scenario.information.congestionWindow <= before + 2_000)
    for _ in 0 ..< 3 { full() }
    #expect(before ... before + 5_000 ~= scenario.information.congestionWindow)
  }

  /// Shows: RFC 9438 §4.7.
  @Test func `that shrinks stays lower for a while than one that does not`() {
    let shrinking = Self.grown(Self.reduced(at: [100, 60]), roundTrip: .milliseconds(200), rounds: 15)
    let growing = Self.grown(Self.reduced(at: [50, 60]), roundTrip: .milliseconds(200), rounds: 15)
    #expect(shrinking[0] <= growing[0])
    #expect(shrinking[14] < growing[14] - 5)
  }
}
