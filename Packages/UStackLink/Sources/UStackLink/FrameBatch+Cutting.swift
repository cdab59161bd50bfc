internal import SocketKit
internal import UStack

extension FrameBatch {
  /// Gives away what the first frame is cut into, piece by piece, with checksums that are finished.
  ///
  /// - Parameters:
  ///   - cutter: how far the frame is cut; nil for not at all. It is kept for the next time when a piece is not taken.
  ///   - take: gets a piece, and says whether it took it.
  /// - Returns: whether all were taken.
  /// - Throws: what `take` throws; the piece counts as not taken.
  mutating func cutFirst(
    _ cutter: inout FrameCutter?, _ take: (RawSpan) throws(Errno) -> Bool
  ) throws(Errno) -> Bool {
    let header = offload(at: 0)
    let result = withFrame(at: 0) { frame in
      Result { () throws(Errno) in
        var current = cutter ?? header.work.map { FrameCutter($0, segmentOctets: header.segmentOctets, in: &frame) }
        repeat {
          cutter = current
          let piece = current?.piece ?? 0 ..< frame.byteCount
          guard try take(frame.bytes.extracting(piece)) else { return false }
        } while current?.advance(in: &frame) == true
        cutter = nil
        return true
      }
    }
    return try result.get()
  }
}

extension OffloadHeader {
  /// What is left to do for the checksum; nil for nothing.
  fileprivate var work: ChecksumWork? {
    checksum.map {
      ChecksumWork(transportOffset: $0.start, checksumOffset: $0.place - $0.start, headerCount: headerOctets)
    }
  }
}
