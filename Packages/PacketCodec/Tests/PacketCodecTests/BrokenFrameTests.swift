import PacketCodec
import Testing

/// Each golden frame, cut at every octet and with every bit turned once: what is there is decoded, or it is said which
/// layer and which field could not be, and where.
@Suite struct `A broken frame` {
  @Test(arguments: GoldenFrame.all) func `cut anywhere is decoded, or refused at a place`(frame: GoldenFrame) {
    for count in 0 ..< frame.octets.count { check(Array(frame.octets[..<count]), isCut: true) }
  }

  @Test(arguments: GoldenFrame.all) func `with a bit turned is decoded, or refused at a place`(frame: GoldenFrame) {
    // Behind the headers all octets are alike; the longest headers end before.
    for bit in 0 ..< min(frame.octets.count, 160) * 8 {
      var octets = frame.octets
      octets[bit / 8] ^= 1 << UInt8(bit % 8)
      check(octets, isCut: false)
    }
  }

  @Test func `says of each header where it begins`() {
    let octets = GoldenFrame("tcp-syn").octets
    let places = [0, 13, 14, 33, 34, 53, 54, 73].map { count -> (DecodeError?, Int) in
      let frame = DecodedFrame(octets.span.bytes.extracting(0 ..< count))
      return (frame.error, frame.errorOffset)
    }
    #expect(places.map(\.1) == [0, 0, 14, 14, 34, 34, 34, 34])
    #expect(places.map(\.0?.layer) == [.ethernet, .ethernet, .ipv4, .ipv4, .tcp, .tcp, .tcp, .tcp])
    #expect(places.map(\.0?.field) == [.header, .header, .header, .header, .header, .header, .dataOffset, .dataOffset])
  }

  private func check(_ octets: [UInt8], isCut: Bool) {
    let frame = DecodedFrame(octets.span.bytes)
    let layout = FrameLayout(octets.span.bytes, linkType: .ethernet, originalCount: octets.count)
    for (error, offset) in [(frame.error, frame.errorOffset), (layout.error, layout.errorOffset)] {
      #expect((0 ... octets.count).contains(offset))
      switch error {
      case .truncated(_, _, let needed, let available)?:
        #expect(needed > available && offset + available <= octets.count, "\(error!) at \(offset)")
      case .badLength(_, _, let minimum, let found)?:
        #expect(minimum > found, "\(error!)")
      case .unsupported(_, _, let expected, let found)?:
        #expect(expected != found, "\(error!)")
      case nil: break
      }
    }
    #expect(frame.error != nil || frame.network != .none)
    #expect(frame.payloadRange.upperBound <= octets.count && frame.transportRange.upperBound <= octets.count)
    #expect(!PacketSummary(frame, octetCount: octets.count).description.isEmpty)
    // What was read of a header is written back in a form that reads the same.
    if let header = frame.tcp {
      #expect((try? TCPHeader.decode(encoded { header.encode(into: &$0) }.span.bytes))?.header == header)
    }
  }
}
