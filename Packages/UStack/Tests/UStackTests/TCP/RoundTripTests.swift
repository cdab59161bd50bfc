import PacketCodec
import Testing

@testable import UStack

@Suite struct `A round trip of 20 ms` {
  /// Two segments 5 ms apart, of which the client's `lost` vanish at first, and so do the server's first two
  /// acknowledgments: the third is drawn by a retransmission, a fifth of a second later, and covers both.
  private static func smoothed(timestamps: Bool, selectiveAcknowledgment: Bool, lost: [Int]) throws -> Interval {
    var options = ConnectionOptions()
    options.timestamps = timestamps
    options.selectiveAcknowledgment = selectiveAcknowledgment
    options.noDelay = true
    var (pair, client, server) = try Pair.connected(client: options, server: options)
    pair.pass(.seconds(1))
    let text = `A transfer`.pattern(1000)
    pair.drops = { side, _, _ in side == .server }
    for index in 0 ..< 2 {
      let now = pair.now
      if lost.contains(index) { pair.drops = { _, _, _ in true } }
      _ = pair[.client].write(client, text.span.bytes, now: now)
      pair.flush()
      pair.drops = { side, _, _ in side == .server }
      pair.pass(.milliseconds(5))
    }
    pair.pass(.milliseconds(100))
    pair.drops = { _, _, _ in false }
    pair.pass(.seconds(5))
    #expect(pair[.server].readable(server) == 2000)
    #expect(pair.state(.client, client) == .established)
    return try #require(pair[.client].information(client)?.roundTrip)
  }

  @Test(arguments: [true, false], [true, false])
  func `stays what it is when a retransmission draws the acknowledgment of what came before`(
    timestamps: Bool, selectiveAcknowledgment: Bool
  ) throws {
    for lost in [[0], [], [1]] {
      let smoothed = try Self.smoothed(
        timestamps: timestamps, selectiveAcknowledgment: selectiveAcknowledgment, lost: lost)
      #expect(smoothed < .milliseconds(32), "lost \(lost)")
    }
  }

  /// Shows: RFC 7323 §4.1.
  @Test func `is told by an echo when only retransmissions get through`() {
    var estimator = RoundTripEstimator()
    estimator.measure(byEcho: .milliseconds(30))
    #expect(estimator.smoothed == .milliseconds(30))
    #expect(estimator.shortest == nil)
    let now = Instant(nanoseconds: 10_000_000_000)
    var delivery = Delivery()
    delivery.count(
      Transmission(
        start: SequenceNumber(1), count: 10, sentAt: now - .milliseconds(30), wasRetransmitted: true), now: now)
    #expect(delivery.roundTrip == nil)
    #expect(delivery.admits(echoAge: .milliseconds(30), now: now))
    #expect(!delivery.admits(echoAge: .milliseconds(300), now: now))
  }
}
