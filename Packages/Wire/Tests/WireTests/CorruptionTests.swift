import Testing

@testable import Wire

@Suite("Damage")
struct CorruptionTests {
  private var link = ImpairedLink(.with { $0.corrupt = .always })

  @Test("turns one bit behind the Ethernet header, the one that was told, anywhere")
  mutating func oneBit() {
    var places: Set<Int> = []
    for index in 0 ..< 300 {
      let frame = Stream().segment(at: 1 + UInt32(index), octets: 4)
      let bit = link.offer(frame).carriage!.corruptedBit!
      let arrived = link.take(now: 0)!.frame
      let changed = zip(frame, arrived).map { $0 ^ $1 }
      #expect(changed.map(\.nonzeroBitCount).reduce(0, +) == 1)
      #expect(changed[bit / 8] == 0x80 >> UInt8(bit % 8))
      #expect(bit >= 14 * 8)
      places.insert(bit / 8)
    }
    // 44 octets behind the header.
    #expect(places.count > 38)
    #expect(link.statistics(.forward).corrupted == 300)
  }

  @Test("spares ARP, which nothing would tell, and what is all header")
  mutating func spared() {
    link.offer(Datagram.arp)
    #expect(link.take(now: 0)?.frame == Datagram.arp)
    let short = [UInt8](repeating: 9, count: 14)
    link.offer(short)
    #expect(link.take(now: 0)?.frame == short)
  }
}
