import PacketCodec
import Testing

@testable import UStack

@Suite struct `A pacer` {
  private let pace = Pace(octets: 1_000_000, in: .seconds(1))

  @Test func `puts the next run off by what the last one takes`() throws {
    var pacer = try #require(Pacer(.window))
    let start = Instant(nanoseconds: 0)
    let first = pacer.admits(now: start)
    pacer.depart(10_000, at: pace, now: start)
    let early = pacer.admits(now: start + .microseconds(9_999))
    #expect(first && !early)
    #expect(pacer.heldUntil == start + .milliseconds(10))
    pacer.release(now: start + .microseconds(9_999))
    #expect(pacer.heldUntil == start + .milliseconds(10))
    pacer.release(now: start + .milliseconds(10))
    #expect(pacer.heldUntil == nil)
    let inTime = pacer.admits(now: start + .milliseconds(10))
    #expect(inTime)
  }

  @Test func `lets a sender that is late make up for a millisecond, and no more`() throws {
    var pacer = try #require(Pacer(.window))
    pacer.depart(1_000, at: pace, now: Instant(nanoseconds: 0))
    let late = Instant(nanoseconds: 0) + .seconds(60)
    var left = 0
    while pacer.admits(now: late) {
      pacer.depart(1_000, at: pace, now: late)
      left += 1
    }
    // One in its time, and one for the millisecond.
    #expect(left == 2)
  }

  @Test func `goes by the window and the round trip, and twice as fast while the window doubles`() throws {
    let pacer = try #require(Pacer(.window))
    let doubling = pacer.pace(window: 10_000, roundTrip: .milliseconds(100), isSlowStart: true)
    #expect(doubling?.perSecond == 200_000)
    let steady = pacer.pace(window: 10_000, roundTrip: .milliseconds(100), isSlowStart: false)
    #expect(steady?.perSecond == 125_000)
    #expect(pacer.pace(window: 10_000, roundTrip: nil, isSlowStart: false) == nil)
  }

  @Test func `is never faster than its ceiling`() throws {
    let pacer = try #require(Pacer(.atMost(50_000)))
    #expect(pacer.pace(window: 10_000, roundTrip: .milliseconds(100), isSlowStart: true)?.perSecond == 50_000)
    #expect(pacer.pace(window: 1_000, roundTrip: .seconds(1), isSlowStart: false)?.perSecond == 1_250)
    #expect(pacer.pace(window: 10_000, roundTrip: nil, isSlowStart: false)?.perSecond == 50_000)
  }

  @Test(arguments: [0, -1, Int.min, 1, Int.max])
  func `takes any number for a ceiling`(octets: Int) throws {
    let pacer = try #require(Pacer(.atMost(octets)))
    let pace = try #require(pacer.pace(window: CongestionWindow.largest, roundTrip: .zero, isSlowStart: true))
    #expect(pace.perSecond >= 1)
    #expect(pace.time(for: 65_535) >= .zero)
    #expect(Pacer.longestRun(at: pace, segment: 1_448) >= 2 * 1_448)
  }

  /// Neither end of its range overflows.
  @Test func `knows the longest round trip and the largest window`() {
    let slow = Pace(octets: 1, in: Interval(nanoseconds: .max))
    #expect(slow.time(for: 1 << 24) == RoundTripEstimator.longestTimeout * (1 << 24))
    let fast = Pace(octets: .max, in: .zero)
    #expect(fast.perSecond == (1 << 31) * 1_000_000_000)
    #expect(fast.time(for: 1 << 24) == .zero)
  }
}

@Suite struct `A paced sender` {
  private static func paced(_ pacing: ConnectionOptions.Pacing) -> ConnectionOptions {
    var options = Scenario.plain
    options.pacing = pacing
    return options
  }

  /// Twice the window in a round trip, as long as the window doubles.
  @Test func `spreads its first window over half a round trip`() throws {
    var scenario = try Scenario.established(Self.paced(.window))
    _ = scenario.write(10_000)
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    let moments = scenario.pass(.milliseconds(60)).map { $0.prefix { $0 != " " } }
    #expect(moments == ["+5", "+10", "+15", "+20", "+25", "+30", "+35", "+40", "+45"])
  }

  @Test func `sends its window at once without pacing`() throws {
    var scenario = try Scenario.established(Self.paced(.off))
    _ = scenario.write(10_000)
    #expect(scenario.sent().count == 10)
  }

  @Test func `keeps to its ceiling, and reaches it`() throws {
    var options = ConnectionOptions()
    options.pacing = .atMost(100_000)
    var (pair, client, server) = try Pair.connected(client: options)
    pair.recordsSegments = false
    var got = 0
    let end = pair.now + .seconds(10)
    let text = `A transfer`.pattern(65_536)
    while pair.now < end {
      _ = pair[.client].write(client, text.span.bytes, now: pair.now)
      let moved = pair.step()
      #expect(moved)
      got += pair.readAll(.server, server).count
    }
    #expect(950_000 ... 1_002_000 ~= got, "\(got) octets in ten seconds")
  }

  /// A queue of eight segments at the narrowest place has no room for a window of ten, but time to pass it on.
  @Test func `is done sooner where the path has a short queue`() throws {
    func time(of pacing: ConnectionOptions.Pacing) throws -> Interval {
      var conditions = WireConditions()
      conditions.latency = .milliseconds(25)
      conditions.octetsPerSecond = 1_250_000
      conditions.queueOctets = 8 * 1_500
      var options = ConnectionOptions()
      options.pacing = pacing
      var (pair, client, server) = try Pair.connected(conditions, client: options)
      pair.recordsSegments = false
      let start = pair.now
      var (written, got) = (0, 0)
      let text = `A transfer`.pattern(65_536)
      let isWhole = pair.run(until: .seconds(60)) { pair in
        if written < 1_000_000 { written += pair[.client].write(client, text.span.bytes, now: pair.now) }
        got += pair.readAll(.server, server).count
        return got >= 1_000_000
      }
      #expect(isWhole)
      return pair.now - start
    }
    let (paced, burst) = try (time(of: .window), time(of: .off))
    #expect(paced * 5 < burst * 4, "\(paced), without \(burst)")
  }

  /// What is sent again alone is no burst, and was waited for long enough.
  @Test func `does not hold back the retransmission after a timeout`() throws {
    var scenario = try Scenario.established(Self.paced(.atMost(10)))
    _ = scenario.write(2_000)
    // The second waits for a hundred seconds, and the first for nothing.
    #expect(scenario.sent() == [". 1:1001(1000) ack 1"])
    #expect(scenario.pass(.milliseconds(1_500)) == ["+300 . 1:1001(1000) ack 1", "+900 . 1:1001(1000) ack 1"])
  }

  @Test func `sends what it held back as soon as it is told not to pace`() throws {
    var scenario = try Scenario.established(Self.paced(.atMost(10)))
    _ = scenario.write(3_000)
    #expect(scenario.sent().count == 1)
    scenario.tcp.setOptions(scenario.connection!, Self.paced(.off), now: scenario.now)
    #expect(scenario.sent().count == 2)
  }

  @Test func `waits for nothing once all is acknowledged`() throws {
    var (pair, client, server) = try Pair.connected(client: Self.paced(.window))
    _ = pair[.client].write(client, `A transfer`.pattern(20_000).span.bytes, now: pair.now)
    _ = pair.run { $0.readAll(.server, server).count > 0 && $0[.client].information(client)?.unacknowledged == 0 }
    pair.pass(.seconds(1))
    #expect(pair[.client].deadline == nil)
  }

  /// After silence the millisecond that a late sender may make up for comes first.
  @Test func `gives the link super-frames of no more than a millisecond`() throws {
    var configuration = TCP.Configuration()
    configuration.superFrameOctets = 65_000
    var scenario = Scenario(configuration)
    var options = Self.paced(.window)
    options.sendBuffer = 1 << 20
    scenario.listener = try scenario.tcp.listen(at: Scenario.ours, options: options)
    scenario.receive("S 0:0(0) win 65535 <mss 1000>")
    _ = scenario.sent()
    scenario.now = scenario.now + .milliseconds(1)
    scenario.receive(". 1:1(0) ack 1 win 65535")
    scenario.connection = scenario.tcp.accept(scenario.listener!)?.connection
    _ = scenario.write(60_000)
    // Ten segments a millisecond, and twice that in slow start: all the window may leave at once.
    #expect(scenario.sent() == ["P. 1:10001(10000) ack 1"])
    scenario.now = scenario.now + .milliseconds(40)
    scenario.receive(". 1:1(0) ack 10001")
    let rate = try #require(scenario.information.pacingRate)
    let longest = max(2, rate / 1_000 / 1_000) * 1_000
    #expect(longest < 10_000)
    let frames = scenario.sent().map { $0.split { "()".contains($0) }[1] }
    #expect(frames == ["\(longest)", "\(longest)"])
  }

  @Test func `tells how fast it is, and nothing when it is not paced`() throws {
    #expect(try Scenario.established(Self.paced(.window)).information.pacingRate == 200_000)
    #expect(try Scenario.established(Self.paced(.off)).information.pacingRate == nil)
  }
}
