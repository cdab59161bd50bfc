internal import PacketCodec
public import ToolKit

extension LineBuffer {
  mutating func append(decimal number: some FixedWidthInteger & UnsignedInteger) { append(UInt64(number), digits: 1) }

  mutating func append(_ address: IPv4Address) {
    var shift: UInt32 = 24
    while true {
      append(UInt64(address.rawValue >> shift & 0xFF), digits: 1)
      guard shift > 0 else { return }
      append(UInt8(ascii: "."))
      shift -= 8
    }
  }

  mutating func append(_ address: MACAddress) {
    for shift in stride(from: 40, through: 0, by: -8) {
      appendHexadecimal(UInt32(truncatingIfNeeded: address.rawValue >> UInt64(shift)), digits: 2)
      if shift > 0 { append(UInt8(ascii: ":")) }
    }
  }

  /// Puts octets behind in hexadecimal, two digits each.
  public mutating func append(hexadecimal octets: RawSpan) {
    for offset in 0 ..< octets.byteCount {
      appendHexadecimal(UInt32(octets.number(at: offset, as: UInt8.self)), digits: 2)
    }
  }
}
