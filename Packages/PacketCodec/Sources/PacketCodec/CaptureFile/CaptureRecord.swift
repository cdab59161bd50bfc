/// What a capture file says of one frame. The octets stay with the reader, which lends them: see
/// `CaptureFileReader.withOctets(of:_:)`.
public struct CaptureRecord: Hashable, Sendable {
  /// Nanoseconds since 1970, as `CapturedFrame` has them.
  public var timestampNanoseconds: Int64
  /// Which of the file's interfaces saw the frame, counted from 0 over all sections.
  public var interfaceIndex: Int
  /// Octets the frame had on the link.
  public var originalCount: Int
  /// What was noted about it, at most `CaptureLimit.comments`.
  public var comments: [String]
  /// Where the frame stands in the record or block, counted from its first octet.
  var place: Range<Int>

  init(
    timestampNanoseconds: Int64, interfaceIndex: Int, originalCount: Int, comments: [String] = [], place: Range<Int>
  ) {
    self.timestampNanoseconds = timestampNanoseconds
    self.interfaceIndex = interfaceIndex
    self.originalCount = originalCount
    self.comments = comments
    self.place = place
  }

  /// What is to be said of a frame that has its own octets.
  public init(_ frame: CapturedFrame) {
    self.init(
      timestampNanoseconds: frame.timestampNanoseconds, interfaceIndex: frame.interfaceIndex,
      originalCount: frame.originalCount, comments: frame.comments, place: 0 ..< frame.octets.count)
  }

  /// Octets that were captured.
  public var capturedCount: Int { place.count }

  /// The frame of this record.
  func frame(_ octets: RawSpan) -> CapturedFrame {
    CapturedFrame(
      timestampNanoseconds: timestampNanoseconds, interfaceIndex: interfaceIndex, originalCount: originalCount,
      octets: octets.withUnsafeBytes { [UInt8]($0) }, comments: comments)
  }
}
