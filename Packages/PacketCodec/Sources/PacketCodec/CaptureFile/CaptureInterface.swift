/// An interface that frames of a capture file came from.
///
/// Source: draft-ietf-opsawg-pcapng §4.2.
public struct CaptureInterface: Hashable, Sendable {
  /// The name the kernel gave it, or nil. Like all text of a file, a stranger's.
  public var name: String?
  /// What its frames begin with.
  public var linkType: LinkType
  /// The most octets kept of a frame; 0 means no limit.
  public var snapLength: Int
  /// What one unit of its frames' time is.
  public var resolution: TimestampResolution
  /// Seconds to add to its frames' time.
  public var offsetSeconds: Int64
  /// What was noted about it.
  public var comments: [String]
  /// What it counted, as the last statistics block said; nil without one.
  public var statistics: CaptureStatistics?

  /// An interface from its parts.
  public init(
    name: String? = nil, linkType: LinkType, snapLength: Int = CaptureLimit.frameOctets,
    resolution: TimestampResolution = .nanoseconds, offsetSeconds: Int64 = 0, comments: [String] = [],
    statistics: CaptureStatistics? = nil
  ) {
    self.name = name
    self.linkType = linkType
    self.snapLength = snapLength
    self.resolution = resolution
    self.offsetSeconds = offsetSeconds
    self.comments = comments
    self.statistics = statistics
  }

  /// The time a frame of this interface has when its file says `ticks`: nanoseconds since 1970, held at `Int64`'s ends.
  func nanoseconds(ticks: UInt64) -> Int64 {
    let (offset, isTooFar) = offsetSeconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !isTooFar else { return offsetSeconds < 0 ? .min : .max }
    let (sum, overflow) = resolution.nanoseconds(ticks: ticks).addingReportingOverflow(offset)
    return overflow ? .max : sum
  }
}
