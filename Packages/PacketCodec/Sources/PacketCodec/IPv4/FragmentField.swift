/// Where a datagram's piece belongs, and whether it may be cut: three flags and an offset in 16 bits.
///
/// The bits are kept as they came, the reserved one too, so that a dump shows them and a checksum still fits.
///
/// Source: RFC 791 §3.1, Flags and Fragment Offset.
public struct FragmentField: RawRepresentable, Hashable, Sendable {
  /// The field's 16 bits.
  public var rawValue: UInt16

  /// The field with these bits; all are possible.
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A datagram in one piece.
  ///
  /// - Parameter mayFragment: false sets DF, as a sender that discovers the path's MTU does (RFC 1191 §3).
  public static func whole(mayFragment: Bool) -> FragmentField { FragmentField(rawValue: mayFragment ? 0 : 0x4000) }

  /// DF: no router may cut the datagram.
  public var isFragmentationForbidden: Bool { rawValue & 0x4000 != 0 }
  /// MF: more pieces follow this one.
  public var hasMoreFragments: Bool { rawValue & 0x2000 != 0 }
  /// The reserved bit, which must be zero and sometimes is not.
  public var isReservedBitSet: Bool { rawValue & 0x8000 != 0 }
  /// Where this piece starts in the datagram's payload, octets: 0 ... 65,528, a multiple of 8.
  public var offset: Int { Int(rawValue & 0x1FFF) * 8 }
  /// True for any piece that is not the whole: the first, with more behind it, too.
  public var isFragment: Bool { rawValue & 0x3FFF != 0 }
}
