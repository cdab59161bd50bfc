/// One frame as a capture keeps it.
public struct CapturedFrame: Hashable, Sendable {
  /// Nanoseconds since 1970-01-01 00:00 UTC, leap seconds not counted: CLOCK_REALTIME. Held at its ends, the years 1677
  /// and 2262, when a file claims more.
  public var timestampNanoseconds: Int64
  /// Which of the file's interfaces saw it, counted from 0 over all sections.
  public var interfaceIndex: Int
  /// Octets the frame had on the link; more than `octets` holds when the capture cut it.
  public var originalCount: Int
  /// The frame from its link header on, as far as it was captured: at most `CaptureLimit.frameOctets`.
  public var octets: [UInt8]
  /// What was noted about the frame. A file's text is a stranger's: escape it before showing it.
  public var comments: [String]

  /// A frame from its parts.
  ///
  /// - Parameters:
  ///   - timestampNanoseconds: since 1970.
  ///   - interfaceIndex: of the file's interfaces, from 0.
  ///   - originalCount: nil for a frame that was captured whole.
  ///   - octets: from the link header on, as far as they were captured.
  ///   - comments: what is to be noted about it.
  public init(
    timestampNanoseconds: Int64, interfaceIndex: Int = 0, originalCount: Int? = nil, octets: [UInt8],
    comments: [String] = []
  ) {
    self.timestampNanoseconds = timestampNanoseconds
    self.interfaceIndex = interfaceIndex
    self.originalCount = originalCount ?? octets.count
    self.octets = octets
    self.comments = comments
  }
}
