import Inspect
import PacketCodec
import Testing

@Suite struct `A checksum that does not fit` {
  private static let frames: [(Layer, [UInt8])] = [
    (.tcp, Connection().segment(.client, .push, [1, 2, 3], at: SequenceNumber(9))),
    (.udp, Frames.udp(.client, .server, from: 1000, to: 53, [1, 2, 3])),
    (.icmp, Frames.icmp(.client, .server, .echoRequest(identifier: 1, sequence: 1), [1, 2, 3])),
  ]

  private static func bent(_ frame: [UInt8]) -> [UInt8] { frame.dropLast() + [frame[frame.count - 1] ^ 0x40] }

  @Test(arguments: frames) func `is one alarm of its layer, however many come`(_ layer: Layer, _ frame: [UInt8]) {
    var watch = Watch()
    for _ in 0 ..< 50 { watch.see(Self.bent(frame)) }
    #expect(watch.alerts.map(\.detail) == [.checksum(layer)])
    #expect(watch.alerts.map(\.source) == [.host(Host.client.address)])
  }

  @Test func `of IPv4's header is an alarm`() {
    var watch = Watch()
    var frame = Self.frames[0].1
    frame[22] ^= 1
    watch.see(frame)
    #expect(watch.alerts.map(\.detail) == [.checksum(.ipv4)])
  }

  @Test(arguments: frames) func `is none where it fits`(_ layer: Layer, _ frame: [UInt8]) {
    var watch = Watch()
    watch.see(frame)
    #expect(watch.rules == [])
  }

  @Test func `is none where UDP's sender made none`() {
    var watch = Watch()
    var frame = Self.frames[1].1
    (frame[40], frame[41]) = (0, 0)
    watch.see(frame)
    #expect(watch.rules == [])
  }

  @Test(arguments: [true, false], [(50, 20), (40, 8)])
  func `because it is left to the interface, is none, and is counted`(hasLength: Bool, at place: (Int, Int)) {
    let (offset, headerCount) = place
    var frame = Self.frames[offset == 50 ? 0 : 1].1
    var sum = InternetChecksum()
    sum.add(Host.client.address.rawValue)
    sum.add(Host.server.address.rawValue)
    sum.add(UInt16(frame[23]))
    sum.add(UInt16(hasLength ? headerCount + 3 : 0))
    (frame[offset], frame[offset + 1]) = (UInt8(~sum.value >> 8), UInt8(truncatingIfNeeded: ~sum.value))
    var watch = Watch()
    watch.see(frame)
    #expect(watch.rules == [])
    #expect(watch.inspector.counters.offloaded == 1)
  }

  @Test func `cannot be told of a frame that was cut, and is none`() {
    var watch = Watch()
    let frame = Self.bent(Self.frames[0].1)
    watch.see(Array(frame.dropLast()), originalCount: frame.count)
    #expect(watch.rules == [])
  }

  /// A host drops such a segment; who believed it could be made to look away.
  @Test func `keeps its segment from ending a flow`() {
    var watch = Watch()
    var connection = Connection()
    watch.see(all: connection.opening())
    watch.see(Self.bent(connection.segment(.server, .reset, at: connection.there)))
    watch.see(all: connection.closing())
    #expect(watch.rules == [.badChecksum])
    #expect(watch.flows.map(\.end) == [.closed])
    #expect(watch.flows.map(\.packetsIn) == [3])
  }
}
