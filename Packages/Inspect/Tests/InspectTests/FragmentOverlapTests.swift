import Inspect
import PacketCodec
import Testing

@Suite struct `Pieces of a datagram` {
  private static let payload = Frames.datagram(
    .client, .server, from: 1000, to: 53, (0 ..< 3000).map { UInt8($0 & 255) })

  private func piece(_ range: Range<Int>, more: Bool? = nil, identification: UInt16 = 7, with octets: [UInt8] = payload)
    -> [UInt8]
  {
    Frames.piece(
      .client, .server, Array(octets[range]), at: range.lowerBound, more: more ?? (range.upperBound < octets.count),
      identification: identification)
  }

  @Test(arguments: [(0 ..< 1480, 1472 ..< 2944), (0 ..< 1480, 8 ..< 1000), (800 ..< 1600, 0 ..< 1480)])
  func `that lie over each other are an alarm`(_ one: Range<Int>, _ other: Range<Int>) {
    var watch = Watch()
    watch.see(piece(one))
    watch.see(piece(other))
    #expect(watch.rules == [.fragmentOverlap])
    let detail = AlertDetail.overlap(
      from: max(one.lowerBound, other.lowerBound), to: min(one.upperBound, other.upperBound))
    #expect(watch.alerts.map(\.detail) == [detail])
  }

  @Test func `in one place with other octets are an alarm`() {
    var watch = Watch()
    watch.see(piece(0 ..< 1480))
    watch.see(piece(0 ..< 1480, with: Self.payload.map { $0 ^ 1 }))
    #expect(watch.rules == [.fragmentOverlap])
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 1, 0, 0, 2, 2]])
  func `that join, in any order and twice, are none`(_ order: [Int]) {
    let ranges = [0 ..< 1480, 1480 ..< 2960, 2960 ..< 3008]
    var watch = Watch()
    for index in order { watch.see(piece(ranges[index])) }
    #expect(watch.rules == [])
  }

  @Test func `have the ports of the first, once it came`() {
    var watch = Watch()
    #expect(watch.see(piece(1480 ..< 2960))?.source == Endpoint(Host.client.address))
    #expect(watch.see(piece(0 ..< 1480))?.source == Endpoint(Host.client.address, 1000))
    #expect(watch.see(piece(2960 ..< 3008))?.destination == Endpoint(Host.server.address, 53))
  }

  /// Where many datagrams go by and the watch has lost a piece, the next one of this number is no overlap.
  @Test func `of another datagram, when the number comes round, are none`() {
    var watch = Watch()
    watch.see(piece(0 ..< 1480))
    watch.wait(milliseconds: 800)
    let other = Self.payload.map { $0 ^ 1 }
    for range in [0 ..< 1480, 1480 ..< 2960, 2960 ..< 3008] { watch.see(piece(range, with: other)) }
    #expect(watch.rules == [])
  }

  @Test func `that overlap slowly are found all the same`() {
    var watch = Watch()
    watch.see(piece(0 ..< 1480))
    watch.wait(milliseconds: 5000)
    watch.see(piece(1400 ..< 2960))
    #expect(watch.rules == [.fragmentOverlap])
  }

  @Test func `in greater number than any link makes are malformed`() {
    var watch = Watch()
    for index in 0 ..< 200 { watch.see(piece(8 * index ..< 8 * index + 8)) }
    #expect(watch.alerts.map(\.detail) == [.pieces(128)])
  }
}
