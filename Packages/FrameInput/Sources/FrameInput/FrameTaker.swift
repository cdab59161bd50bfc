public import PacketCodec

/// Who gets the frames.
public protocol FrameTaker {
  /// Takes a frame: what is said of it, its octets as far as they were captured, and what they begin with.
  mutating func take(_ record: CaptureRecord, _ octets: RawSpan, _ linkType: LinkType)

  /// There is no frame at hand: what there is to say may be said now, before anybody waits.
  mutating func rest()
}
