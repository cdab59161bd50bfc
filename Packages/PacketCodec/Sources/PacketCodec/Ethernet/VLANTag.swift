/// The tag that says to which virtual LAN a frame belongs.
///
/// Source: IEEE 802.1Q §9.6.
public struct VLANTag: RawRepresentable, Hashable, Sendable {
  /// The tag control information: priority 3 bits, drop eligible 1, identifier 12.
  public var rawValue: UInt16

  /// The tag with this control information; every value is one.
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The virtual LAN, 0 ... 4095; 0 means the tag carries a priority alone.
  public var identifier: Int { Int(rawValue & 0x0FFF) }

  /// The priority code point, 0 ... 7.
  public var priority: Int { Int(rawValue >> 13) }

  /// True when this frame is among the first to drop.
  public var isDropEligible: Bool { rawValue & 0x1000 != 0 }
}
