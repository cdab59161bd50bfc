import Capture
import PacketCodec
import SocketKit
import Testing

@Suite(.enabled(if: Loopback.isAvailable, "\(Loopback.reason)"))
struct `On a loopback of its own` {
  @Test func `a datagram is captured whole, with its time in nanoseconds`() throws {
    try Loopback.run {
      var capture = try LiveCapture(CaptureConfiguration(interface: "lo", filter: "udp"))
      #expect(capture.interface == "lo" && capture.linkType == .ethernet && capture.snapLength == 262_144)
      let before = Timestamp.now.realtimeNanoseconds
      try Loopback.send([1, 2, 3], to: 9)
      let after = Timestamp.now.realtimeNanoseconds
      let frame = try #require(try capture.next())
      #expect((before ... after).contains(frame.timestampNanoseconds))
      #expect(frame.octets.count == 45 && frame.originalCount == 45)
      let decoded = DecodedFrame(frame.octets.span.bytes, linkType: capture.linkType)
      #expect(frame.octets[decoded.payloadRange] == [1, 2, 3])
      guard case .udp(let header) = decoded.transport else {
        Issue.record("\(decoded)")
        return
      }
      #expect(header.destinationPort == 9)
    }
  }

  @Test func `nothing is nil, and the descriptor tells when that changes`() throws {
    try Loopback.run {
      var capture = try LiveCapture(CaptureConfiguration(interface: "lo", filter: "udp"))
      #expect(try capture.next() == nil)
      let before = Loopback.isReadable(capture.descriptor)
      try Loopback.send([1], to: 9)
      let after = Loopback.isReadable(capture.descriptor)
      #expect(!before && after)
      #expect(try capture.next() != nil)
      #expect(try capture.next() == nil)
    }
  }

  @Test func `the filter keeps what it says and no more`() throws {
    try Loopback.run {
      var capture = try LiveCapture(CaptureConfiguration(interface: "lo", filter: "udp dst port 9"))
      for port: UInt16 in [8, 9, 10, 9] { try Loopback.send([UInt8(port)], to: port) }
      var payloads: [UInt8] = []
      while let frame = try capture.next() { payloads.append(try #require(frame.octets.last)) }
      #expect(payloads == [9, 9])
    }
  }

  @Test func `a long frame is cut at the snap length and says how long it was`() throws {
    try Loopback.run {
      var capture = try LiveCapture(CaptureConfiguration(interface: "lo", filter: "udp", snapLength: 60))
      try Loopback.send([UInt8](repeating: 7, count: 1000), to: 9)
      let frame = try #require(try capture.next())
      #expect(capture.snapLength == 60)
      #expect((frame.octets.count, frame.originalCount) == (60, 1042))
    }
  }

  @Test func `a reader that is slow is told what it missed`() throws {
    try Loopback.run {
      let sent = 2000
      var capture = try LiveCapture(
        CaptureConfiguration(interface: "lo", filter: "udp", bufferOctets: 1 << 20))
      for _ in 0 ..< sent { try Loopback.send([1], to: 9) }
      var taken = 0
      while try capture.next() != nil { taken += 1 }
      let dropped = Int(try #require(try capture.statistics().droppedByKernel))
      #expect(dropped > 0)
      #expect(taken + dropped == sent)
    }
  }

  @Test func `every frame taken is counted as received`() throws {
    try Loopback.run {
      var capture = try LiveCapture(CaptureConfiguration(interface: "lo", filter: "udp"))
      for _ in 0 ..< 5 { try Loopback.send([1], to: 9) }
      while try capture.next() != nil {}
      let statistics = try capture.statistics()
      #expect(statistics == CaptureStatistics(received: 5, droppedByInterface: 0, droppedByKernel: 0))
    }
  }

  @Test func `an interface that is not there is named`() throws {
    try Loopback.run {
      #expect(throws: CaptureError.noSuchInterface("nowhere0")) {
        _ = try LiveCapture(CaptureConfiguration(interface: "nowhere0"))
      }
    }
  }

  @Test func `a filter that means nothing is named with the reason`() throws {
    try Loopback.run {
      let filter = "tcp prot 80"
      do throws(CaptureError) {
        _ = try LiveCapture(CaptureConfiguration(interface: "lo", filter: filter))
        Issue.record("accepted")
      } catch {
        guard case .badFilter(filter, let reason) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(reason.contains("syntax error"))
      }
    }
  }
}
