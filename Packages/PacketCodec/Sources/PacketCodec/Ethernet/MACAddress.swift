/// A 48-bit station address of IEEE 802.
public struct MACAddress: Hashable, Sendable {
  /// The address as a number, its first octet on the wire most significant: 0 ..< 2⁴⁸.
  public let rawValue: UInt64

  /// The address with this number; bits above the 48 are dropped.
  @inlinable
  public init(_ rawValue: UInt64) { self.rawValue = rawValue & 0xFFFF_FFFF_FFFF }

  /// Every station on the link.
  public static let broadcast = MACAddress(0xFFFF_FFFF_FFFF)

  /// No station: what an ARP request puts for the address it asks for.
  public static let zero = MACAddress(0)

  /// True for an address of several stations, the broadcast address among them.
  public var isMulticast: Bool { rawValue & 0x0100_0000_0000 != 0 }

  /// True when the address was chosen by whoever runs the link, not by the maker of the card.
  public var isLocallyAdministered: Bool { rawValue & 0x0200_0000_0000 != 0 }
}

extension MACAddress: LosslessStringConvertible {
  /// Reads six pairs of hexadecimal digits between colons: `02:00:5e:00:00:01`. Anything else is nil.
  public init?(_ text: String) {
    let octets = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 6, omittingEmptySubsequences: false)
    guard octets.count == 6 else { return nil }
    var rawValue: UInt64 = 0
    for octet in octets {
      guard octet.count == 2, octet.first != UInt8(ascii: "+"), let value = UInt8(Substring(octet), radix: 16) else {
        return nil
      }
      rawValue = rawValue << 8 | UInt64(value)
    }
    self.init(rawValue)
  }

  /// Six pairs of lower-case digits between colons.
  public var description: String {
    var text = ""
    for shift in stride(from: 40, through: 0, by: -8) {
      let octet = UInt8(truncatingIfNeeded: rawValue >> UInt64(shift))
      text += (octet < 16 ? "0" : "") + String(octet, radix: 16) + (shift > 0 ? ":" : "")
    }
    return text
  }
}

extension MACAddress {
  /// The address whose first octet stands at `offset`. Traps past the end.
  @inlinable
  @inline(__always)
  init(_ octets: RawSpan, at offset: Int) {
    let high = octets.bigEndian(at: offset, as: UInt16.self)
    let low = octets.bigEndian(at: offset + 2, as: UInt32.self)
    self.init(UInt64(high) << 32 | UInt64(low))
  }

  /// Appends the six octets.
  func encode(into output: inout OutputSpan<UInt8>) {
    output.append(bigEndian: UInt16(truncatingIfNeeded: rawValue >> 32))
    output.append(bigEndian: UInt32(truncatingIfNeeded: rawValue))
  }
}
