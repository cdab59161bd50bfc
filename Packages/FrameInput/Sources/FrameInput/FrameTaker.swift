public import PacketCodec

/// Who gets the frames.
public protocol FrameTaker {
  /// Takes a frame, and what it begins with.
  mutating func take(_ frame: CapturedFrame, _ linkType: LinkType)

  /// There is no frame at hand: what there is to say may be said now, before anybody waits.
  mutating func rest()
}
