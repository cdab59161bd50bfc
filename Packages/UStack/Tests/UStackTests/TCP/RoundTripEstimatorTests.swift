import Testing

@testable import UStack

@Suite struct `The estimate of a round trip` {
  /// Shows: RFC 6298 §2.1.
  @Test func `is a second before anything was measured`() {
    #expect(RoundTripEstimator().timeout == .seconds(1))
  }

  /// Shows: RFC 6298 §2.2.
  @Test func `begins with the first one and half of it`() {
    var estimator = RoundTripEstimator()
    estimator.measure(.milliseconds(400))
    #expect(estimator.smoothed == .milliseconds(400))
    #expect(estimator.variation == .milliseconds(200))
    #expect(estimator.timeout == .milliseconds(1200))
  }

  /// Shows: RFC 6298 §2.3.
  @Test func `moves the variation by a quarter, measured from the old one, then itself by an eighth`() {
    var estimator = RoundTripEstimator()
    estimator.measure(.milliseconds(400))
    estimator.measure(.milliseconds(800))
    #expect(estimator.variation == .milliseconds(250))
    #expect(estimator.smoothed == .milliseconds(450))
    #expect(estimator.timeout == .milliseconds(1450))
  }

  /// Shows: RFC 6298 §2.5, §5.5.
  @Test func `is doubled by each timeout, up to two minutes`() {
    var estimator = RoundTripEstimator()
    var waits: [Interval] = []
    for _ in 0 ..< 10 {
      waits.append(estimator.timeout)
      estimator.backOff()
    }
    #expect(waits == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120].map { .seconds($0) })
  }
}

@Suite struct `The wait for an acknowledgment` {
  /// Shows: RFC 6298 §5.2.
  @Test func `ends when all is acknowledged`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(2000)
    _ = scenario.sent()
    scenario.receive(". 1:1(0) ack 2001")
    #expect(scenario.tcp.timers.earliest == nil)
  }

  /// Shows: RFC 6298 §5.3.
  @Test func `begins anew when something is acknowledged, and only then`() throws {
    var scenario = try Scenario.established()
    _ = scenario.write(3000)
    _ = scenario.sent()
    #expect(scenario.pass(.milliseconds(250)) == [])
    scenario.receive(". 1:1(0) ack 1001")
    #expect(scenario.pass(.milliseconds(250)) == [])
    scenario.receive(". 1:1(0) ack 1001")
    let timeout = scenario.information.retransmitTimeout
    #expect(
      scenario.pass(.milliseconds(400)).first
        == "+\(timeout.milliseconds - 250) . 1001:2001(1000) ack 1")
  }
}
