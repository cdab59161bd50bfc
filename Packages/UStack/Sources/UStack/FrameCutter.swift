import PacketCodec

/// Does what a frame leaves to its link, for a link that does not: finishes the checksum, and cuts a super-frame into
/// frames that each hold one segment.
///
/// All happens where the frame lies. The headers of each piece are written over the end of the text before it, which was
/// sent by then: no text is moved. A piece has the number of the whole, since no router may cut it (RFC 6864 §4.1).
///
///     var cutter = FrameCutter(work, segmentOctets: octets, in: &frame)
///     repeat { send(frame.bytes.extracting(cutter.piece)) } while cutter.advance(in: &frame)
///
/// Source: Virtual I/O Device (VIRTIO) 1.2 §5.1.6.2; RFC 9293 §3.1; RFC 6864 §4.1.
public struct FrameCutter: Sendable {
  private static let networkOctets = 20

  /// Where the frame that is to be sent now lies.
  public private(set) var piece: Range<Int>
  private let work: ChecksumWork
  private let segmentOctets: Int
  /// Where the text ends; octets behind it fill a short frame up.
  private let textEnd: Int
  private let flags: TCPFlags

  /// Begins with a frame, and prepares the first piece.
  ///
  /// - Parameters:
  ///   - work: what the stack left to the link.
  ///   - segmentOctets: octets of text in each segment, 1 ...; nil for a frame that goes as it is.
  ///   - frame: what the stack wrote, and nobody changed.
  public init(_ work: ChecksumWork, segmentOctets: Int?, in frame: inout MutableRawSpan) {
    self.work = work
    let network = work.transportOffset - Self.networkOctets
    textEnd = network + Int(frame.bigEndian(at: network + 2, as: UInt16.self))
    flags = TCPFlags(rawValue: UInt16(frame.bigEndian(at: work.transportOffset + 13, as: UInt8.self)))
    let textOctets = textEnd - work.headerCount
    precondition(textOctets >= 0 && textEnd <= frame.byteCount && segmentOctets != 0, "no frame of the stack's")
    self.segmentOctets = segmentOctets.map { min($0, textOctets) } ?? textOctets
    let isWhole = self.segmentOctets == textOctets
    piece = 0 ..< (isWhole ? frame.byteCount : work.headerCount + self.segmentOctets)
    finish(in: &frame)
  }

  /// Prepares the next piece; the one before it is no more.
  ///
  /// - Parameter frame: the same.
  /// - Returns: false when there is none.
  public mutating func advance(in frame: inout MutableRawSpan) -> Bool {
    guard piece.upperBound < textEnd else { return false }
    let (before, start) = (piece.lowerBound, piece.lowerBound + segmentOctets)
    let headerCount = work.headerCount
    frame.withUnsafeMutableBytes { octets in
      UnsafeMutableRawBufferPointer(rebasing: octets[start...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: octets[before ..< before + headerCount]))
    }
    piece = start ..< min(start + headerCount + segmentOctets, textEnd)
    let sequence: UInt32 = frame.bigEndian(at: start + work.transportOffset + 4)
    frame.store(bigEndian: sequence &+ UInt32(segmentOctets), at: start + work.transportOffset + 4)
    finish(in: &frame)
    return true
  }

  /// Writes what differs from piece to piece: lengths, flags, checksums.
  private func finish(in frame: inout MutableRawSpan) {
    let (network, transport) = (
      piece.lowerBound + work.transportOffset - Self.networkOctets, piece.lowerBound + work.transportOffset
    )
    let end = min(piece.upperBound, textEnd)
    frame.store(bigEndian: UInt16(end - network), at: network + 2)
    frame.store(bigEndian: UInt16(0), at: network + 10)
    frame.store(bigEndian: frame.checksum(of: network ..< transport), at: network + 10)
    let pieceFlags = flags.ofPiece(isFirst: piece.lowerBound == 0, isLast: end == textEnd)
    frame.store(bigEndian: UInt8(pieceFlags.rawValue), at: transport + 13)
    // The field holds the sum over the pseudo-header.
    frame.store(bigEndian: pseudoHeaderSum(end - transport, network, frame.bytes), at: transport + work.checksumOffset)
    frame.store(bigEndian: frame.checksum(of: transport ..< end), at: transport + work.checksumOffset)
  }

  /// The sum that a transport's checksum begins with, not yet complemented.
  private func pseudoHeaderSum(_ count: Int, _ network: Int, _ frame: RawSpan) -> UInt16 {
    var sum = InternetChecksum()
    sum.add(frame.extracting(network + 12 ..< network + Self.networkOctets))
    sum.add(UInt16(IPProtocol.tcp.rawValue))
    sum.add(UInt16(count))
    return ~sum.value
  }
}

extension MutableRawSpan {
  fileprivate func bigEndian<Integer: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Integer.Type = Integer.self
  ) -> Integer {
    Integer(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Integer.self))
  }

  fileprivate mutating func store<Integer: FixedWidthInteger & BitwiseCopyable>(
    bigEndian value: Integer, at offset: Int
  ) {
    storeBytes(of: value.bigEndian, toByteOffset: offset, as: Integer.self)
  }

  fileprivate func checksum(of range: Range<Int>) -> UInt16 {
    var sum = InternetChecksum()
    sum.add(bytes.extracting(range))
    return sum.value
  }
}
