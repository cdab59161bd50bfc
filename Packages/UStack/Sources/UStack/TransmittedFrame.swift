/// What the stack says of a frame it has written.
public struct TransmittedFrame: Hashable, Sendable {
  /// Octets appended to the output.
  public var count: Int
  /// Octets of text in each segment the link is to cut a super-frame into; nil for a frame that goes as it is.
  public var segmentOctets: Int?
  /// What the link must do for the checksum; nil for one that is complete.
  public var checksum: ChecksumWork?

  /// A frame of so many octets.
  public init(count: Int, segmentOctets: Int? = nil, checksum: ChecksumWork? = nil) {
    self.count = count
    self.segmentOctets = segmentOctets
    self.checksum = checksum
  }
}
