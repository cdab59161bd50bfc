import PacketCodec
import SocketKit
import Testing
import UStack

@testable import UStackLink

@Suite struct `A frame that is cut where it lies` {
  /// A batch with a super-frame of four segments, and one frame that is complete.
  private static func batch() -> FrameBatch {
    var batch = FrameBatch(roomOctets: 1514)
    let header = TCPHeader(
      sourcePort: 1, destinationPort: 2, sequence: SequenceNumber(100), flags: [.acknowledgment], window: 9)
    let datagram = IPv4Header(
      source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(10, 0, 0, 2), protocol: .tcp, payloadCount: 20 + 350)
    _ = batch.append { output in
      for _ in 0 ..< 14 { output.append(0) }
      datagram.encode(into: &output)
      header.encode(into: &output)
      for index in 0 ..< 350 { output.append(UInt8(truncatingIfNeeded: index)) }
      return OffloadHeader(checksumFrom: 34, at: 16, headers: 54, segment: 100)
    }
    batch.append(([1, 2, 3] as [UInt8]).span.bytes)
    return batch
  }

  @Test func `goes on with the piece that was not taken`() throws {
    var batch = Self.batch()
    var cutter: FrameCutter?
    var (asked, lengths, text) = (0, [Int](), [UInt8]())
    var endings: [Bool] = []
    repeat {
      endings.append(
        try batch.cutFirst(&cutter) { piece in
          asked += 1
          // Every other time there is no room.
          guard asked % 2 == 0 else { return false }
          lengths.append(piece.byteCount)
          text += piece.extracting(54 ..< piece.byteCount).withUnsafeBytes { Array($0) }
          return true
        })
    } while endings.last == false
    #expect(endings == [false, false, false, false, true])
    #expect(lengths == [154, 154, 154, 104])
    #expect(text == (0 ..< 350).map { UInt8(truncatingIfNeeded: $0) })
    #expect(cutter == nil)
  }

  @Test func `is not taken for sent when the link fails`() throws {
    var batch = Self.batch()
    var (cutter, taken) = (FrameCutter?.none, 0)
    #expect(throws: Errno.noBufferSpace) {
      _ = try batch.cutFirst(&cutter) { _ throws(Errno) in
        if taken == 2 { throw .noBufferSpace }
        taken += 1
        return true
      }
    }
    var rest: [Int] = []
    _ = try batch.cutFirst(&cutter) { piece in
      rest.append(piece.byteCount)
      return true
    }
    #expect(rest == [154, 104])
  }

  @Test func `is left alone when it is complete`() throws {
    var batch = Self.batch()
    batch.removeFirst()
    var (cutter, seen) = (FrameCutter?.none, [UInt8]())
    let isTaken = try batch.cutFirst(&cutter) { piece in
      seen = piece.withUnsafeBytes { Array($0) }
      return true
    }
    #expect(isTaken)
    #expect(seen == [1, 2, 3])
  }
}
